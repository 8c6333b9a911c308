<?php

require 'vendor/autoload.php';

$client = new GuzzleHttp\Client();
$response = $client->request('HEAD', 'http://[::1]:8080/?q=1', [
    'headers' => [
        'Authorization' => 'Bearer abcdefghijklmnopqrstuvwxyz012345',
    ],
    'http_errors' => false,
]);

echo $response->getStatusCode(), PHP_EOL, $response->getBody(), PHP_EOL;
