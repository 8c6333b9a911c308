package main

import (
	"net/url"
	"testing"
)

func TestAddressesInALogHoldNoSecret(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://shop.test/rest/V1/products?searchCriteria[pageSize]=5&fields=items[sku]", "https://shop.test/rest/V1/products?searchCriteria[pageSize]=5&fields=items[sku]"},
		{"https://me:pw@shop.test/x#frag", "https://shop.test/x"},
		{"https://shop.test/rest/V1/x?token=abc&a=1", "https://shop.test/rest/V1/x?token=***&a=1"},
		{"https://shop.test/x?oauth_signature=a%3D&form_key=b&code=c&password=d&PHPSESSID=e", "https://shop.test/x?oauth_signature=***&form_key=***&code=***&password=***&PHPSESSID=***"},
		{"https://shop.test/x?pass%77ord=d", "https://shop.test/x?pass%77ord=***"},
		{"https://shop.test/x?q=eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJ1aWQiOjF9.x", "https://shop.test/x?q=***"},
		{"https://shop.test/x?0123456789abcdefghijklmnopqrstuv", "https://shop.test/x?***"},
		{"https://shop.test/admin/dashboard/index/key/0f9e8d7c6b5a0f9e8d7c6b5a0f9e8d7c/", "https://shop.test/admin/dashboard/index/key/***/"},
		{"https://shop.test/rest/V1/customers/1/password/resetLinkToken/0123456789abcdefghijklmnopqrstuv", "https://shop.test/rest/V1/customers/1/password/resetLinkToken/***"},
		{"https://shop.test/rest/default/V1/integration/customer/revoke-customer-token", "https://shop.test/rest/default/V1/integration/customer/revoke-customer-token"},
		{"https://shop.test/soap/default?wsdl&services=integrationAdminTokenServiceV1", "https://shop.test/soap/default?wsdl&services=integrationAdminTokenServiceV1"},
		{"http://[::1]:8089/", "http://[::1]:8089/"},
	} {
		u, err := url.Parse(c.in)
		if err != nil {
			t.Fatal(err)
		}
		if got := shownURL(u); got != c.want {
			t.Errorf("%s\nis  %s\nwant %s", c.in, got, c.want)
		}
	}
}
