wget --quiet --output-document=- --content-on-error --max-redirect=0 'https://shop.test/rest/V1/modules' --header='Authorization: Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln'
