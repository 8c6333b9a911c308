package sandbox

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// input reads the body as the REST API does: by its Content-Type, and only if
// there is one to read (Webapi Rest Request).
func (c *call) input() (map[string]any, *refusal) {
	if c.given != nil {
		return c.given, nil
	}
	body, _ := io.ReadAll(io.LimitReader(c.r.Body, 1<<20))
	if len(body) == 0 {
		return nil, nil
	}
	media, no := contentType(c.r)
	if no != nil {
		return nil, no
	}
	read := readers[media]
	if read == nil {
		return nil, refuse(http.StatusBadRequest, "Server cannot understand Content-Type HTTP header media type "+media)
	}
	value, err := read(body)
	if err != nil {
		return nil, refuse(http.StatusBadRequest, "Decoding error.")
	}
	fields, _ := value.(map[string]any)
	return fields, nil
}

func contentType(r *http.Request) (string, *refusal) {
	header := r.Header.Get("Content-Type")
	if header == "" {
		return "", refuse(http.StatusBadRequest, "Content-Type header is empty.")
	}
	media, parameters, _ := strings.Cut(header, ";")
	media = strings.TrimSpace(media)
	if strings.ContainsAny(media, " ,") {
		return "", refuse(http.StatusBadRequest, "Content-Type header is invalid.")
	}
	if _, charset, ok := strings.Cut(parameters, "charset="); ok && !strings.EqualFold(strings.Trim(charset, `" `), "utf-8") {
		return "", refuse(http.StatusBadRequest, "UTF-8 is the only supported charset.")
	}
	return media, nil
}

var readers = map[string]func([]byte) (any, error){
	"application/json":      readJSON,
	"application/xml":       readXML,
	"application/xhtml+xml": readXML,
	"text/xml":              readXML,
}

func readJSON(body []byte) (value any, err error) {
	err = json.Unmarshal(body, &value)
	return value, err
}

// readXML turns elements into fields; the root's name does not matter.
func readXML(body []byte) (any, error) {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		if _, ok := token.(xml.StartElement); ok {
			return readElement(decoder)
		}
	}
}

func readElement(decoder *xml.Decoder) (any, error) {
	text, fields := "", map[string]any{}
	for {
		token, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.CharData:
			text += string(t)
		case xml.StartElement:
			if fields[t.Name.Local], err = readElement(decoder); err != nil {
				return nil, err
			}
		case xml.EndElement:
			if len(fields) > 0 {
				return fields, nil
			}
			return text, nil
		}
	}
}

// texts reads the named fields of the body, all of them required. An empty one
// is a missing one.
func (c *call) texts(names ...string) (map[string]string, *refusal) {
	fields, no := c.input()
	if no != nil {
		return nil, no
	}
	all := map[string]string{}
	for _, name := range names {
		if value := fields[name]; value != nil {
			all[name] = fmt.Sprint(value)
		}
	}
	return all, required(names, func(name string) bool { return all[name] != "" })
}
