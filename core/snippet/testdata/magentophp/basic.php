<?php

/** @var \Magento\Framework\HTTP\ClientInterface $client from the constructor of your class */
$client->addHeader('User-Agent', 'it\'s me \\ "you"');
$client->addHeader('authorization', 'OAuth oauth_consumer_key="a", oauth_signature="b%3D"');
$client->addHeader('Cookie', 'a=b; c=d');
$client->get('https://staging.shop.test/rest/V1/modules');

echo $client->getStatus(), PHP_EOL, $client->getBody(), PHP_EOL;
