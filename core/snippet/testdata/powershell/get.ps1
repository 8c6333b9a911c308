$headers = @{
  'Authorization' = 'Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln'
}
Invoke-RestMethod -Method GET -Uri 'https://shop.test/rest/V1/modules' -Headers $headers
