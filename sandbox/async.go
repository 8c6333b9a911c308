package sandbox

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// accepted is a bulk of asynchronous operations. Nothing here ever runs them:
// 202 is not done.
type accepted struct {
	uuid, topic string
	by          owner
	at          time.Time
	operations  int
}

// async takes a request that is to run later: the route and the right are
// checked now, nothing else is. The form of the answer is the source's
// (Magento_WebapiAsync); that a token route answers so, with no token, and the
// 401 on one's own bulk were observed.
func (c *call) async(path string) (any, *refusal) {
	bulk := false
	if rest, ok := strings.CutPrefix(path, "bulk/"); ok {
		path, bulk = rest, true
	}
	version, path, _ := strings.Cut(path, "/")
	if c.r.Method == http.MethodGet || version != "V1" {
		return nil, refuse(http.StatusBadRequest, "Specified request cannot be processed.")
	}
	path = strings.Trim(path, "/")
	route := c.s.asyncRoute(c.r.Method, path, bulk)
	if route == nil {
		return nil, refuse(http.StatusNotFound, "Request does not match any route.")
	}
	if no := c.permit(route.resource); no != nil {
		return nil, no
	}
	bodies, no := c.bodies(bulk)
	if no != nil {
		return nil, no
	}
	one := &accepted{uuid: newUUID(), topic: "async." + strings.ToLower(c.r.Method) + "." + strings.Join(route.pattern, "."),
		at: c.s.now(), operations: len(bodies)}
	if c.who.Account != nil {
		one.by = c.who.owner()
	}
	c.s.bulks[one.uuid] = one
	c.status = http.StatusAccepted
	return object{{"bulk_uuid", one.uuid}, {"request_items", items(bodies)}, {"errors", false}}, nil
}

// asyncRoute finds the operation; in a bulk request :sku of the path is bySku.
func (s *Store) asyncRoute(method, path string, bulk bool) *route {
	if !bulk {
		found, _ := s.match(method, path)
		return found
	}
	for _, one := range routes {
		if one.method == method && bulkPath(one.pattern) == path {
			return one
		}
	}
	return nil
}

func bulkPath(pattern []string) string {
	parts := make([]string, len(pattern))
	for i, part := range pattern {
		if name, ok := strings.CutPrefix(part, ":"); ok {
			part = "by" + title(name)
		}
		parts[i] = part
	}
	return strings.Join(parts, "/")
}

// bodies are the operations of a request: one, or those of a bulk's list.
func (c *call) bodies(bulk bool) ([]json.RawMessage, *refusal) {
	text, _ := io.ReadAll(io.LimitReader(c.r.Body, 1<<20))
	if !bulk {
		return []json.RawMessage{text}, nil
	}
	var list []json.RawMessage
	if json.Unmarshal(text, &list) != nil {
		return nil, refuse(http.StatusBadRequest, "Decoding error.")
	}
	return list, nil
}

// items are the operations as the answer lists them. The hash is of the body
// and of a value of this answer only, so that nobody reads a password out of it.
func items(bodies []json.RawMessage) []any {
	all := []any{}
	for i, body := range bodies {
		sum := sha256.Sum256(append([]byte(rand.Text()), body...))
		all = append(all, object{{"id", i}, {"data_hash", hex.EncodeToString(sum[:])}, {"status", "accepted"}})
	}
	return all
}

func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// operationOpen is the status of an operation that waits for its consumer.
const operationOpen = 4

func getBulkStatus(c *call) (any, *refusal) {
	one := c.s.bulks[c.vars["bulkUuid"]]
	if one == nil {
		return nil, refuseWith(http.StatusNotFound, "No such entity with %fieldName = %fieldValue",
			object{{"fieldName", "bulkUuid"}, {"fieldValue", c.vars["bulkUuid"]}}) // not observed
	}
	var operations []any
	for i := range one.operations {
		operations = append(operations, object{{"id", i}, {"status", operationOpen}, {"result_message", nil}, {"error_code", nil}})
	}
	return object{{"operations_list", operations}, {"user_type", one.by.userType}, {"bulk_id", one.uuid},
		{"description", "Topic " + one.topic}, {"start_time", stamp(one.at)}, {"user_id", one.by.id}, {"operation_count", one.operations}}, nil
}
