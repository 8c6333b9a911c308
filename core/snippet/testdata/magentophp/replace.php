<?php

/** @var \Magento\Framework\HTTP\ClientInterface $client from the constructor of your class */
$client->addHeader('Authorization', 'Bearer abcdefghijklmnopqrstuvwxyz012345');
$client->addHeader('Content-Type', 'application/json');
$client->setOption(CURLOPT_CUSTOMREQUEST, 'PUT');
$client->post('https://shop.test/rest/V1/carts/mine', '{"quote":{"note":"$HOME `id` \\\\ @file"}}');

echo $client->getStatus(), PHP_EOL, $client->getBody(), PHP_EOL;
