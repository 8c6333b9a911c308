curl --globoff ^"https://shop.test/rest/V1/products^" ^
  -H ^"Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345^" ^
  -H ^"Content-Type: application/json^" ^
  --data-raw ^"^{\^"product\^":^{\^"sku\^":\^"24-MB01\^",\^"name\^":\^"Joust Duffle Bag, 15\\\^" it's\^"^}^}^"
