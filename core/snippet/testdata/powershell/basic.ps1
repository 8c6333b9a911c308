$headers = @{
  'authorization' = 'OAuth oauth_consumer_key="a", oauth_signature="b%3D"'
  'Cookie' = 'a=b; c=d'
}
Invoke-RestMethod -Method GET -Uri 'https://staging.shop.test/rest/V1/modules' -Headers $headers -UserAgent 'it''s me \ "you"'
