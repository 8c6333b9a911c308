xh --ignore-stdin GET 'https://shop.test/rest/V1/modules' 'Authorization:Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln'
