curl --globoff ^"https://shop.test/rest/V1/modules^" -H ^"Authorization: Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln^"
