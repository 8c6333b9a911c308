curl --globoff ^"https://staging.shop.test/rest/V1/modules^" ^
  -H ^"User-Agent: it's me \ \^"you\^"^" ^
  -H ^"authorization: OAuth oauth_consumer_key=\^"a\^", oauth_signature=\^"b^%^3D\^"^" ^
  -H ^"Cookie: a=b^; c=d^"
