<?php

$consumerKey = getenv('STOREKEY_CONSUMER_KEY');
$consumerSecret = getenv('STOREKEY_CONSUMER_SECRET');
$accessToken = getenv('STOREKEY_ACCESS_TOKEN');
$accessTokenSecret = getenv('STOREKEY_ACCESS_TOKEN_SECRET');

$method = 'POST';
$url = 'https://shop.test/rest/V1/products';

$oauth = [
    'oauth_consumer_key' => $consumerKey,
    'oauth_nonce' => bin2hex(random_bytes(16)),
    'oauth_signature_method' => 'HMAC-SHA256',
    'oauth_timestamp' => (string) time(),
    'oauth_token' => $accessToken,
    'oauth_version' => '1.0',
];
$pairs = [];
foreach ($oauth as $name => $value) {
    $pairs[] = [rawurlencode($name), rawurlencode($value)];
}
foreach (array_filter(explode('&', explode('?', $url, 2)[1] ?? ''), 'strlen') as $pair) {
    [$name, $value] = explode('=', $pair, 2) + [1 => ''];
    $pairs[] = [rawurlencode(urldecode($name)), rawurlencode(urldecode($value))];
}
usort($pairs, fn ($a, $b) => strcmp($a[0], $b[0]) ?: strcmp($a[1], $b[1]));
$parameters = implode('&', array_map(fn ($pair) => $pair[0] . '=' . $pair[1], $pairs));
preg_match('~^(https?)://(?:[^/@]*@)?([^/]+)(/[^?]*)~i', $url, $parts);
$scheme = strtolower($parts[1]);
$host = preg_replace($scheme === 'https' ? '~:443$~' : '~:80$~', '', strtolower($parts[2]));
$base = rawurlencode($method) . '&' . rawurlencode($scheme . '://' . $host . $parts[3]) . '&' . rawurlencode($parameters);
$key = rawurlencode($consumerSecret) . '&' . rawurlencode($accessTokenSecret);
$oauth['oauth_signature'] = base64_encode(hash_hmac('sha256', $base, $key, true));
$signed = [];
foreach ($oauth as $name => $value) {
    $signed[] = $name . '="' . rawurlencode($value) . '"';
}

$curl = curl_init($url);
curl_setopt_array($curl, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_CUSTOMREQUEST => $method,
    CURLOPT_HTTPHEADER => [
        'Authorization: OAuth ' . implode(', ', $signed),
        'Content-Type: application/json',
    ],
    CURLOPT_POSTFIELDS => '{
  "product": {"sku": "24-MB01", "name": "Joust Duffle Bag, 15\\" it\'s"}
}',
]);
$body = curl_exec($curl);

echo curl_getinfo($curl, CURLINFO_RESPONSE_CODE), PHP_EOL, $body, PHP_EOL;
