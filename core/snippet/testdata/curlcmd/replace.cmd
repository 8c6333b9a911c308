curl --globoff -X PUT ^"https://shop.test/rest/V1/carts/mine^" ^
  -H ^"Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345^" ^
  -H ^"Content-Type: application/json^" ^
  --data-raw ^"^{\^"quote\^":^{\^"note\^":\^"^$HOME ^`id^` \\ ^@file\^"^}^}^"
