<?php

require 'vendor/autoload.php';

$client = new GuzzleHttp\Client();
$response = $client->request('GET', 'http://shop.test/rest/V1/modules', [
    'headers' => [
        'Authorization' => 'Bearer abcdefghijklmnopqrstuvwxyz012345',
    ],
    'body' => '@/etc/hostname',
    'http_errors' => false,
]);

echo $response->getStatusCode(), PHP_EOL, $response->getBody(), PHP_EOL;
