package magento

import "testing"

func TestIsInner(t *testing.T) {
	for _, host := range []string{
		"localhost:8080", "shop.test", "127.0.0.1", "10.1.2.3", "192.168.0.1:443", "169.254.169.254", "[fe80::1]", "[fd00::1]:8080",
		"0.0.0.0", "[::]", "[::ffff:10.0.0.1]", "100.64.0.1", "2130706433", "0x7f.1", "127.1", "intranet", "224.0.0.1",
	} {
		if !IsInner(host) {
			t.Errorf("%s is not inner", host)
		}
	}
	for _, host := range []string{"shop.example", "api.shop.example:8443", "8.8.8.8", "[2606:4700::1]", "100.128.0.1", "3m.example"} {
		if IsInner(host) {
			t.Errorf("%s is inner", host)
		}
	}
}
