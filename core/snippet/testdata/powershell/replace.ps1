$headers = @{
  'Authorization' = 'Bearer abcdefghijklmnopqrstuvwxyz012345'
}
$body = [Text.Encoding]::UTF8.GetBytes('{"quote":{"note":"$HOME `id` \\ @file"}}')
Invoke-RestMethod -Method PUT -Uri 'https://shop.test/rest/V1/carts/mine' -Headers $headers -ContentType 'application/json' -Body $body
