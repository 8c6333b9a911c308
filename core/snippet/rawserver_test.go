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
)

// rawServer keeps what arrives exactly as it arrives; net/http would refuse
// some of it and tidy up the rest.
type rawServer struct {
	base string
	mu   sync.Mutex
	// seen holds the requests by the number at the start of their path; -1 for
	// those without.
	seen map[int][]string
}

func newRawServer(t *testing.T) *rawServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	s := &rawServer{base: "http://" + listener.Addr().String(), seen: map[int][]string{}}
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
	number, text := s.read(r, strings.TrimSuffix(line, " HTTP/1.1"))
	s.mu.Lock()
	s.seen[number] = append(s.seen[number], text)
	s.mu.Unlock()
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
}

// read returns the request in the form of expected. Headers that curl adds by
// itself are left out; a Content-Type of its own would show.
func (s *rawServer) read(r *bufio.Reader, start string) (number int, text string) {
	text = start + "\n"
	length := -1
	for {
		line, err := readLine(r)
		if err != nil || line == "" {
			break
		}
		name, value, _ := strings.Cut(line, ":")
		value = strings.Trim(value, " \t")
		switch {
		case name == "Host", name == "User-Agent" && strings.HasPrefix(value, "curl/"), name == "Accept" && value == "*/*":
		case name == "Content-Length":
			length, _ = strconv.Atoi(value)
		default:
			text += name + ":" + value + "\n"
		}
	}
	_, path, _ := strings.Cut(start, " ")
	return caseNumber(path), text + readBody(r, length)
}

// readBody returns nothing for a request that told no length.
func readBody(r io.Reader, length int) string {
	if length < 0 {
		return ""
	}
	body := make([]byte, length)
	n, _ := io.ReadFull(r, body)
	return "\n" + string(body[:n])
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

func (s *rawServer) received(number int) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen[number]
}

// strays counts requests that carry no number of a case.
func (s *rawServer) strays() int { return len(s.received(-1)) }
