wget --quiet --output-document=- --content-on-error --max-redirect=0 --method=POST 'https://shop.test/rest/V1/products' \
  --header='Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345' \
  --header='Content-Type: application/json' \
  --body-data='{
  "product": {"sku": "24-MB01", "name": "Joust Duffle Bag, 15'"\\"'" it'"'"'s"}
}'
