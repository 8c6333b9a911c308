wget --quiet --output-document=- --content-on-error --max-redirect=0 'https://staging.shop.test/rest/V1/modules' \
  --header='User-Agent: it'"'"'s me '"\\"' "you"' \
  --header='authorization: OAuth oauth_consumer_key="a", oauth_signature="b%3D"' \
  --header='Cookie: a=b; c=d'
