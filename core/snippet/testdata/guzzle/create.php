<?php

require 'vendor/autoload.php';

$client = new GuzzleHttp\Client();
$response = $client->request('POST', 'https://shop.test/rest/V1/products', [
    'headers' => [
        'Authorization' => 'Bearer abcdefghijklmnopqrstuvwxyz012345',
        'Content-Type' => 'application/json',
    ],
    'body' => '{
  "product": {"sku": "24-MB01", "name": "Joust Duffle Bag, 15\\" it\'s"}
}',
    'http_errors' => false,
]);

echo $response->getStatusCode(), PHP_EOL, $response->getBody(), PHP_EOL;
