<?php

/** @var \Magento\Framework\HTTP\ClientInterface $client from the constructor of your class */
$client->addHeader('Authorization', 'Bearer abcdefghijklmnopqrstuvwxyz012345');
$client->addHeader('Accept', 'application/json');
$client->get('https://shop.test/rest/all/V1/products?searchCriteria[filterGroups][0][filters][0][field]=name&searchCriteria[filterGroups][0][filters][0][value]=%25it\'s%25&searchCriteria[pageSize]=5&fields=items{sku}');

echo $client->getStatus(), PHP_EOL, $client->getBody(), PHP_EOL;
