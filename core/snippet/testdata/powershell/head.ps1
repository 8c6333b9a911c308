$headers = @{
  'Authorization' = 'Bearer abcdefghijklmnopqrstuvwxyz012345'
}
Invoke-RestMethod -Method HEAD -Uri 'http://[::1]:8080/?q=1' -Headers $headers
