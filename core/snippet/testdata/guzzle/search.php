<?php

require 'vendor/autoload.php';

$client = new GuzzleHttp\Client();
$response = $client->request('GET', 'https://shop.test/rest/all/V1/products?searchCriteria%5BfilterGroups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bfield%5D=name&searchCriteria%5BfilterGroups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bvalue%5D=%25it%27s%25&searchCriteria%5BpageSize%5D=5&fields=items%7Bsku%7D', [
    'headers' => [
        'Authorization' => 'Bearer abcdefghijklmnopqrstuvwxyz012345',
        'Accept' => 'application/json',
    ],
    'http_errors' => false,
]);

echo $response->getStatusCode(), PHP_EOL, $response->getBody(), PHP_EOL;
