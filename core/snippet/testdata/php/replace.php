<?php

$curl = curl_init('https://shop.test/rest/V1/carts/mine');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_CUSTOMREQUEST => 'PUT',
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345',
        'Content-Type: application/json',
    ],
    CURLOPT_POSTFIELDS => '{"quote":{"note":"$HOME `id` \\\\ @file"}}',
]);
$body = curl_exec($curl);

echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), PHP_EOL, $body, PHP_EOL;
