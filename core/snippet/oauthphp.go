package snippet

import "github.com/storekey/storekey/core/wire"

var _ = register(Target{
	Card: wire.Card{
		ID:        "oauthphp",
		Title:     "OAuth 1.0a (PHP)",
		Summary:   "A PHP script with the curl extension that signs by OAuth 1.0a each time it runs.",
		Extension: "php",
	},
	signs:  true,
	limits: normal | letters | capitals,
	write:  writeOAuthPHP,
})

func writeOAuthPHP(c *call) (string, error) {
	values := c.four(php.value)
	var p page
	p.put("<?php\n\n$consumerKey = ", values[0], ";\n$consumerSecret = ", values[1], ";\n$accessToken = ", values[2], ";\n$accessTokenSecret = ", values[3], `;

$method = `, php.Quote(c.method), ";\n$url = ", php.Quote(c.url), `;

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

`)
	phpCall(&p, c, "$url", "$method", "'Authorization: OAuth ' . implode(', ', $signed)")
	return p.text()
}
