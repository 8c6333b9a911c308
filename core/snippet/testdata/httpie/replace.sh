http --ignore-stdin PUT 'https://shop.test/rest/V1/carts/mine' \
  'Authorization:Bearer abcdefghijklmnopqrstuvwxyz012345' \
  'Content-Type:application/json' \
  --raw='{"quote":{"note":"$HOME `id` '"\\\\"' @file"}}'
