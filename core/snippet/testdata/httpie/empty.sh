http --ignore-stdin POST 'https://shop.test/rest/V1/guest-carts' 'Authorization:Bearer abcdefghijklmnopqrstuvwxyz012345' 'X-Empty;'
