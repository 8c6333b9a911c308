package api

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/storekey/storekey/core/catalogue"
	"github.com/storekey/storekey/core/wire"
)

// Modes of a writing request (Magento_WebapiAsync).
const (
	modeAsync = "async" // queued
	modeBulk  = "bulk"  // queued, a list of bodies at once
)

// searchParam are search criteria (Magento\Framework\Api\SearchCriteria): the
// groups are all to be met, of a group's filters any.
type searchParam struct {
	Groups      [][]searchFilter `json:"groups"`
	Sort        []searchSort     `json:"sort"`
	PageSize    int              `json:"pageSize"`
	CurrentPage int              `json:"currentPage"`
	// Fields picks what is answered: items[sku,name],total_count.
	Fields string `json:"fields"`
}

type searchFilter struct {
	Field     string `json:"field"`
	Value     string `json:"value"`
	Condition string `json:"condition"`
}

type searchSort struct {
	Field     string `json:"field"`
	Direction string `json:"direction"`
}

// query is the criteria as query parameters. Without any Magento refuses the
// request, so that there is always one.
func (s *searchParam) query() []wire.Header {
	if s == nil {
		return nil
	}
	list := append(s.filterQuery(0), s.sortQuery(0)...)
	if s.PageSize > 0 {
		list = append(list, criterion("[pageSize]", "", strconv.Itoa(s.PageSize)))
	}
	if s.CurrentPage > 0 {
		list = append(list, criterion("[currentPage]", "", strconv.Itoa(s.CurrentPage)))
	}
	if len(list) == 0 {
		list = append(list, criterion("", "", ""))
	}
	if s.Fields != "" {
		list = append(list, wire.Header{Name: "fields", Value: s.Fields})
	}
	return list
}

// criterion is one parameter of search criteria.
func criterion(at, part, value string) wire.Header {
	return wire.Header{Name: catalogue.SearchCriteria + at + part, Value: value}
}

// filterQuery numbers the groups from the first on.
func (s *searchParam) filterQuery(from int) (list []wire.Header) {
	for g, group := range s.Groups {
		for f, filter := range group {
			at := "[filterGroups][" + strconv.Itoa(from+g) + "][filters][" + strconv.Itoa(f) + "]"
			list = append(list, criterion(at, "[field]", filter.Field), criterion(at, "[value]", filter.Value))
			if filter.Condition != "" && filter.Condition != "eq" {
				list = append(list, criterion(at, "[conditionType]", filter.Condition))
			}
		}
	}
	return list
}

func (s *searchParam) sortQuery(from int) (list []wire.Header) {
	for n, sort := range s.Sort {
		at := "[sortOrders][" + strconv.Itoa(from+n) + "]"
		list = append(list, criterion(at, "[field]", sort.Field), criterion(at, "[direction]", strings.ToUpper(first(sort.Direction, "ASC"))))
	}
	return list
}

// filled puts values into the {parameters} of a path; a value is one segment,
// whatever it holds.
func filled(path string, params map[string]string) string {
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		if name, ok := parameterName(segment); ok && params[name] != "" {
			segments[i] = encodedSegment(params[name])
		}
	}
	return strings.Join(segments, "/")
}

func parameterName(segment string) (string, bool) {
	if strings.HasPrefix(segment, "{") && strings.HasSuffix(segment, "}") {
		return segment[1 : len(segment)-1], true
	}
	return strings.CutPrefix(segment, ":")
}

// encodedSegment percent-encodes by RFC 3986 §3.3. Dots alone would be taken for
// steps in the path by everything on the way.
func encodedSegment(value string) string {
	if strings.Trim(value, ".") == "" {
		return strings.ReplaceAll(value, ".", "%2E")
	}
	return encodedBut(value, "")
}

// queued is the path of the same route by way of the queue. In bulk the
// parameters of the path are in each body: /V1/products/bySku.
func queued(path, mode string) string {
	at := strings.Index(path, "/V1/")
	if at < 0 {
		return path
	}
	if mode == modeAsync {
		return path[:at] + "/async" + path[at:]
	}
	segments := strings.Split(path[at:], "/")
	for i, segment := range segments {
		if name, ok := parameterName(segment); ok && name != "" {
			segments[i] = "by" + strings.ToUpper(name[:1]) + name[1:]
		}
	}
	return path[:at] + "/async/bulk" + strings.Join(segments, "/")
}

// graphQLParam is a GraphQL request (GraphQL over HTTP).
type graphQLParam struct {
	Query         string          `json:"query"`
	Variables     json.RawMessage `json:"variables,omitempty"`
	OperationName string          `json:"operationName,omitempty"`
}

func (g *graphQLParam) body() (string, error) {
	if strings.TrimSpace(g.Query) == "" {
		return "", refuse("query_empty")
	}
	raw, err := json.Marshal(g)
	if err != nil {
		return "", refuse("body_not_json", "problem", jsonProblem(err))
	}
	return string(raw), nil
}

// about says what is worth knowing of a request before it is sent.
func (in requestCall) about(kind string) []wire.Finding {
	findings := []wire.Finding{}
	method := strings.ToUpper(in.Method)
	o, known := catalogue.Stock().Find(method, in.route())
	if known && isScoped(o) && in.Code == "" {
		findings = append(findings, wire.NewFinding("scope_default_view"))
	}
	if kind == wire.KindCustomer && in.Code == "all" {
		findings = append(findings, wire.NewFinding("scope_customer_all"))
	}
	if in.Mode != "" {
		findings = append(findings, wire.NewFinding("queued_status"))
	}
	for _, segment := range strings.Split(in.Path, "/") {
		if name, ok := parameterName(segment); ok && in.Params[name] == "" && in.Mode != modeBulk {
			findings = append(findings, wire.NewFinding("parameter_missing", "name", name))
		}
	}
	return findings
}

// route is the path without what stands before /V1.
func (in requestCall) route() string {
	if _, rest, found := strings.Cut(in.Path, "/V1/"); found {
		return "/V1/" + rest
	}
	return in.Path
}

// mayQueue refuses what would leave a password in the queue's tables in clear
// (observed on 2.4.7).
func (in requestCall) mayQueue() error {
	switch {
	case in.Mode == "":
		return nil
	case in.Mode != modeAsync && in.Mode != modeBulk:
		return refuse("invalid_request", "problem", "the mode is async, bulk or none")
	case !mayBeAsync(catalogue.Operation{Method: strings.ToUpper(in.Method), Path: in.route()}):
		return refuse("not_queued")
	}
	return nil
}
