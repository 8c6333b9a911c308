http --ignore-stdin GET 'https://staging.shop.test/rest/V1/modules' \
  'User-Agent:it'"'"'s me '"\\"' "you"' \
  'authorization:OAuth oauth_consumer_key="a", oauth_signature="b%3D"' \
  'Cookie:a=b; c=d'
