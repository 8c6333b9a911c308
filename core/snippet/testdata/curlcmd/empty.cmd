curl --globoff -X POST ^"https://shop.test/rest/V1/guest-carts^" -H ^"Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345^" -H ^"X-Empty^;^" -H ^"Content-Length: 0^"
