<?php

/** @var \Magento\Framework\HTTP\ClientInterface $client from the constructor of your class */
$client->addHeader('Authorization', 'Bearer abcdefghijklmnopqrstuvwxyz012345');
$client->addHeader('Content-Type', '');
$client->setOption(CURLOPT_CUSTOMREQUEST, 'GET');
$client->post('http://shop.test/rest/V1/modules', '@/etc/hostname');

echo $client->getStatus(), PHP_EOL, $client->getBody(), PHP_EOL;
