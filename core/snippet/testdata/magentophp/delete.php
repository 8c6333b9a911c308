<?php

/** @var \Magento\Framework\HTTP\ClientInterface $client from the constructor of your class */
$client->addHeader('Authorization', 'Bearer abcdefghijklmnopqrstuvwxyz012345');
$client->setOption(CURLOPT_PATH_AS_IS, true);
$client->setOption(CURLOPT_CUSTOMREQUEST, 'DELETE');
$client->get('https://shop.test/rest/V1/products/a%20b/../c%20d/%C3%A9');

echo $client->getStatus(), PHP_EOL, $client->getBody(), PHP_EOL;
