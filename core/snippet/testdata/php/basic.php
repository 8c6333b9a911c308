<?php

$curl = curl_init('https://staging.shop.test/rest/V1/modules');
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [
        'User-Agent: it\'s me \\ "you"',
        'authorization: OAuth oauth_consumer_key="a", oauth_signature="b%3D"',
        'Cookie: a=b; c=d',
    ],
]);
$body = curl_exec($curl);

echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), PHP_EOL, $body, PHP_EOL;
