<?php

/** @var \Magento\Framework\HTTP\ClientInterface $client from the constructor of your class */
$client->addHeader('Authorization', 'Bearer eyJraWQiOiIxIn0.eyJ1aWQiOjF9.c2ln');
$client->get('https://shop.test/rest/V1/modules');

echo $client->getStatus(), PHP_EOL, $client->getBody(), PHP_EOL;
