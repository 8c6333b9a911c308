<?php

require 'vendor/autoload.php';

$client = new GuzzleHttp\Client();
$response = $client->request('GET', 'https://shop.test/rest/V1/modules', [
    'headers' => [
        'Authorization' => 'Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln',
    ],
    'http_errors' => false,
]);

echo $response->getStatusCode(), PHP_EOL, $response->getBody(), PHP_EOL;
