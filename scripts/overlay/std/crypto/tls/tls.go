// Package tls takes the place of crypto/tls in the worker. There the browser
// speaks TLS and Go never does; but net/http imports crypto/tls, and that one
// import brings certificates, elliptic curves, RSA and big numbers, which their
// init functions keep in the program: a fifth of it.
//
// Only the names that net/http needs to compile are here, in the words of
// crypto/tls, and everything that would have to do TLS says that there is none.
package tls

import (
	"context"
	"errors"
	"net"
)

// ErrNone is what every attempt to speak TLS comes to.
var ErrNone = errors.New("tls: there is no TLS in this program; the browser has it")

// Certificate would be a chain of certificates.
type Certificate struct{}

// ClientHelloInfo would be what a client says first.
type ClientHelloInfo struct{}

// Config holds what net/http sets and reads.
type Config struct {
	ServerName         string
	NextProtos         []string
	Certificates       []Certificate
	GetCertificate     func(*ClientHelloInfo) (*Certificate, error)
	GetConfigForClient func(*ClientHelloInfo) (*Config, error)
}

// Clone returns a copy of c, or nil for nil.
func (c *Config) Clone() *Config {
	if c == nil {
		return nil
	}
	same := *c
	return &same
}

// ConnectionState is that of a connection without TLS.
type ConnectionState struct {
	NegotiatedProtocol         string
	NegotiatedProtocolIsMutual bool
}

// RecordHeaderError is never returned: no record is ever read.
type RecordHeaderError struct {
	Msg          string
	RecordHeader [5]byte
	Conn         net.Conn
}

func (e RecordHeaderError) Error() string { return "tls: " + e.Msg }

// Conn is a connection on which only what needs no TLS works: closing it, and
// asking where it goes.
type Conn struct{ net.Conn }

// Client and the like take a connection and cannot make it safe: the handshake,
// every Read and every Write of it fail.
func Client(conn net.Conn, _ *Config) *Conn { return &Conn{conn} }

// Read fails.
func (*Conn) Read([]byte) (int, error) { return 0, ErrNone }

// Write fails; nothing leaves unprotected.
func (*Conn) Write([]byte) (int, error) { return 0, ErrNone }

// HandshakeContext fails.
func (*Conn) HandshakeContext(context.Context) error { return ErrNone }

// NetConn returns the connection below.
func (c *Conn) NetConn() net.Conn { return c.Conn }

// ConnectionState is empty.
func (*Conn) ConnectionState() ConnectionState { return ConnectionState{} }

// LoadX509KeyPair fails.
func LoadX509KeyPair(_, _ string) (Certificate, error) { return Certificate{}, ErrNone }

// NewListener returns a listener that accepts nothing.
func NewListener(inner net.Listener, _ *Config) net.Listener { return listener{inner} }

type listener struct{ net.Listener }

func (listener) Accept() (net.Conn, error) { return nil, ErrNone }
