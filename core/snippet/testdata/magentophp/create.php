<?php

/** @var \Magento\Framework\HTTP\ClientInterface $client from the constructor of your class */
$client->addHeader('Authorization', 'Bearer abcdefghijklmnopqrstuvwxyz012345');
$client->addHeader('Content-Type', 'application/json');
$client->post('https://shop.test/rest/V1/products', '{
  "product": {"sku": "24-MB01", "name": "Joust Duffle Bag, 15\\" it\'s"}
}');

echo $client->getStatus(), PHP_EOL, $client->getBody(), PHP_EOL;
