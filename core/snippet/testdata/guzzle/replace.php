<?php

require 'vendor/autoload.php';

$client = new GuzzleHttp\Client();
$response = $client->request('PUT', 'https://shop.test/rest/V1/carts/mine', [
    'headers' => [
        'Authorization' => 'Bearer abcdefghijklmnopqrstuvwxyz012345',
        'Content-Type' => 'application/json',
    ],
    'body' => '{"quote":{"note":"$HOME `id` \\\\ @file"}}',
    'http_errors' => false,
]);

echo $response->getStatusCode(), PHP_EOL, $response->getBody(), PHP_EOL;
