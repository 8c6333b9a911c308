http --ignore-stdin POST 'https://shop.test/rest/V1/products' \
  'Authorization:Bearer abcdefghijklmnopqrstuvwxyz012345' \
  'Content-Type:application/json' \
  --raw='{
  "product": {"sku": "24-MB01", "name": "Joust Duffle Bag, 15'"\\"'" it'"'"'s"}
}'
