<?php

require 'vendor/autoload.php';

$client = new GuzzleHttp\Client();
$response = $client->request('GET', 'https://staging.shop.test/rest/V1/modules', [
    'headers' => [
        'User-Agent' => 'it\'s me \\ "you"',
        'authorization' => 'OAuth oauth_consumer_key="a", oauth_signature="b%3D"',
        'Cookie' => 'a=b; c=d',
    ],
    'http_errors' => false,
]);

echo $response->getStatusCode(), PHP_EOL, $response->getBody(), PHP_EOL;
