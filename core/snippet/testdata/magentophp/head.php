<?php

/** @var \Magento\Framework\HTTP\ClientInterface $client from the constructor of your class */
$client->addHeader('Authorization', 'Bearer abcdefghijklmnopqrstuvwxyz012345');
$client->setOption(CURLOPT_NOBODY, true);
$client->get('http://[::1]:8080/?q=1');

echo $client->getStatus(), PHP_EOL, $client->getBody(), PHP_EOL;
