<?php

$curl = curl_init('https://shop.test/rest/V1/products');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_CUSTOMREQUEST => 'POST',
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345',
        'Content-Type: application/json',
    ],
    CURLOPT_POSTFIELDS => '{
  "product": {"sku": "24-MB01", "name": "Joust Duffle Bag, 15\\" it\'s"}
}',
]);
$body = curl_exec($curl);

echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), PHP_EOL, $body, PHP_EOL;
