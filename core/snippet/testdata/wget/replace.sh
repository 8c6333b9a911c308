wget --quiet --output-document=- --content-on-error --max-redirect=0 --method=PUT 'https://shop.test/rest/V1/carts/mine' \
  --header='Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345' \
  --header='Content-Type: application/json' \
  --body-data='{"quote":{"note":"$HOME `id` '"\\\\"' @file"}}'
