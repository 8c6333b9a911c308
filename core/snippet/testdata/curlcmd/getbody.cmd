curl --globoff -X GET ^"http://shop.test/rest/V1/modules^" ^
  -H ^"Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345^" ^
  -H ^"Content-Type:^" ^
  --data-raw ^"^@/etc/hostname^"
