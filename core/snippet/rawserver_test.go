//go:build !js

package snippet

import (
	"bufio"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/storekey/storekey/core/wire"
)

// rawServer keeps what arrives exactly as it arrives; net/http would refuse
// some of it and tidy up the rest.
type rawServer struct {
	base string
	mu   sync.Mutex
	// seen holds the requests by the number at the start of their path; -1 for
	// those without.
	seen map[int][]arrived
}

func newRawServer(t *testing.T) *rawServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	s := &rawServer{base: "http://" + listener.Addr().String(), seen: map[int][]arrived{}}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go s.serve(conn)
		}
	}()
	return s
}

func (s *rawServer) serve(conn net.Conn) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	line, err := readLine(r)
	if err != nil {
		return
	}
	number, a := s.read(r, strings.TrimSuffix(line, " HTTP/1.1"))
	s.mu.Lock()
	s.seen[number] = append(s.seen[number], a)
	s.mu.Unlock()
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

// arrived is a request as it came over the wire.
type arrived struct {
	method, target string
	headers        []wire.Header
	body           *string
}

func (s *rawServer) read(r *bufio.Reader, start string) (number int, a arrived) {
	a.method, a.target, _ = strings.Cut(start, " ")
	length := -1
	for {
		line, err := readLine(r)
		if err != nil || line == "" {
			break
		}
		name, value, _ := strings.Cut(line, ":")
		value = strings.Trim(value, " \t")
		if strings.EqualFold(name, "Content-Length") {
			length, _ = strconv.Atoi(value)
		}
		a.headers = append(a.headers, wire.Header{Name: name, Value: value})
	}
	if length >= 0 {
		body := readBody(r, length)
		a.body = &body
	}
	return caseNumber(a.target), a
}

// text describes the request without what curl adds by itself; a Content-Type
// of its own would show.
func (a arrived) text() string {
	text := a.method + " " + a.target + "\n"
	for _, h := range a.headers {
		switch {
		case h.Name == "Host", h.Name == "Content-Length":
		case h.Name == "User-Agent" && strings.HasPrefix(h.Value, "curl/"), h.Name == "Accept" && h.Value == "*/*":
		default:
			text += h.Name + ":" + h.Value + "\n"
		}
	}
	if a.body != nil {
		text += "\n" + *a.body
	}
	return text
}

func readBody(r io.Reader, length int) string {
	body := make([]byte, length)
	n, _ := io.ReadFull(r, body)
	return string(body[:n])
}

func readLine(r *bufio.Reader) (string, error) {
	line, err := r.ReadString('\n')
	return strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r"), err
}

func caseNumber(path string) int {
	digits := strings.TrimPrefix(path, "/")
	if i := strings.IndexAny(digits, "/? "); i >= 0 {
		digits = digits[:i]
	}
	number, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return number
}

func (s *rawServer) received(number int) []arrived {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen[number]
}

// strays counts requests that carry no number of a case.
func (s *rawServer) strays() int { return len(s.received(-1)) }
