<?php

$curl = curl_init('http://[::1]:8080/?q=1');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_NOBODY => true,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345',
    ],
]);
$body = curl_exec($curl);

echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), PHP_EOL, $body, PHP_EOL;
