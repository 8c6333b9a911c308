$headers = @{
  'Authorization' = 'Bearer abcdefghijklmnopqrstuvwxyz012345'
}
$body = [Text.Encoding]::UTF8.GetBytes("{`n  `"product`": {`"sku`": `"24-MB01`", `"name`": `"Joust Duffle Bag, 15\`" it's`"}`n}")
Invoke-RestMethod -Method POST -Uri 'https://shop.test/rest/V1/products' -Headers $headers -ContentType 'application/json' -Body $body
