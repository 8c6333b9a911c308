curl --globoff -X DELETE --path-as-is ^"https://shop.test/rest/V1/products/a^%^20b/../c^%^20d/^%^C3^%^A9^" -H ^"Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345^"
