package tls

import (
	"context"
	"errors"
	"net"
	"testing"
)

func TestNothingIsSpoken(t *testing.T) {
	here, there := net.Pipe()
	defer there.Close()
	conn := Client(here, &Config{})
	_, readErr := conn.Read(make([]byte, 1))
	_, writeErr := conn.Write([]byte("secret"))
	_, loadErr := LoadX509KeyPair("cert", "key")
	_, acceptErr := NewListener(nil, nil).Accept()
	for what, err := range map[string]error{
		"handshake": conn.HandshakeContext(context.Background()),
		"read":      readErr, "write": writeErr, "load": loadErr, "accept": acceptErr,
	} {
		if !errors.Is(err, ErrNone) {
			t.Errorf("%s: %v, want %v", what, err, ErrNone)
		}
	}
	if conn.NetConn() != here {
		t.Error("the connection below is another one")
	}
	if err := conn.Close(); err != nil {
		t.Error(err)
	}
}

func TestCloneIsApart(t *testing.T) {
	if (*Config)(nil).Clone() != nil {
		t.Error("a clone of nothing")
	}
	c := &Config{ServerName: "a.example"}
	if d := c.Clone(); d == c || d.ServerName != c.ServerName {
		t.Errorf("clone %v of %v", d, c)
	}
}
