<?php

$curl = curl_init('https://shop.test/rest/V1/modules');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln',
    ],
]);
$body = curl_exec($curl);

echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), PHP_EOL, $body, PHP_EOL;
