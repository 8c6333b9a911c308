<?php

require 'vendor/autoload.php';

$client = new GuzzleHttp\Client();
$response = $client->request('POST', 'https://shop.test/rest/V1/guest-carts', [
    'headers' => [
        'Authorization' => 'Bearer abcdefghijklmnopqrstuvwxyz012345',
        'X-Empty' => '',
    ],
    'http_errors' => false,
]);

echo $response->getStatusCode(), PHP_EOL, $response->getBody(), PHP_EOL;
