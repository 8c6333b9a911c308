package vault

import (
	"fmt"
	"strings"
	"testing"
)

func TestCSV(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"by order", "Acme,Live,prod,https://a.example", "Acme|Live|production|https://a.example||0"},
		{"user and password behind", "Acme,Live,prod,https://a.example,jane,pw", "line_columns 1"},
		{"name, user and password behind", "https://a.example;Shop A;admin;S3cret!pw\nhttps://b.example", "line_columns 1"},
		{"stage far behind", "https://a.example;x;dev\nhttps://b.example;;dev", "line_columns 1, line_columns 2"},
		{"three texts before", "admin,S3cret!pw,x,https://c.example", "line_columns 1"},
		{"one line is longer", "Acme,Live,https://a.example\nAcme,Live,https://b.example,S3cret!pw", "line_columns 2"},
		{"named in full", "url,username,password\nhttps://a.example,jane,pw", "|||https://a.example|jane|2"},
		{"three columns", "Acme,Live,https://a.example", "|Acme|production|https://a.example||0"},
		{"two columns", "Acme shop,https://a.example", "|Acme shop||https://a.example||0"},
		{"address alone", "a.example\nhttps://b.example/x", "|||a.example||0 / |||https://b.example/x||0"},
		{"stage behind", "https://a.example,staging,", "||staging|https://a.example||0"},
		{"header", "URL;User;Environment;Client;Else\nhttps://a.example;jane;UAT;Acme;x", "Acme||staging|https://a.example|jane|0"},
		{"header with blanks", "Base URL\tLog in with\tStore\nhttps://a.example\tCustomer\tA", "|A||https://a.example||0"},
		{"quotes", `"Acme, Inc.","He said ""hi""",dev,https://a.example`, `Acme, Inc.|He said "hi"|dev|https://a.example||0`},
		{"line break in quotes", "\"Ac\nme\",x,dev,https://a.example", "Ac\nme|x|dev|https://a.example||0"},
		{"blank lines, CRLF, BOM", "\ufeff\r\nAcme, x , dev ,https://a.example\r\n\r\n", "Acme|x|dev|https://a.example||0"},
		{"short line", "client,name,url\nAcme,x,https://a.example\n,,https://b.example", "Acme|x||https://a.example||0 / |||https://b.example||0"},
		{"no stage", "Acme,Live,prod,https://a.example\nAcme,x,,https://b.example", "Acme|Live|production|https://a.example||0 / Acme|x||https://b.example||0"},
		{"empty", " \n\n", "csv_empty"},
		{"header alone", "client,url\n", "csv_empty"},
		{"unclosed quote", "Acme,\"x,dev,https://a.example", "line_quote 1"},
		{"text behind a quote", `Acme,"x"y,dev,https://a.example`, "line_quote 1"},
		{"too many columns", "url,name\nhttps://a.example,x,y", "line_long 2"},
		{"no address", "url,name\n,x", "line_address 2"},
		{"bad stage", "url,stage\nhttps://a.example,red\nhttps://b.example,dev", "line_stage 2"},
		{"number of the line", "url,name\n\n\"https://a.example\n\",x\n,y", "line_address 5"},
		{"too long", strings.Repeat("https://a.example\n", 1001), "csv_long"},
	} {
		if got := readAsText(c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// readAsText shows of a password its length alone.
func readAsText(text string) string {
	rows, bad, err := ReadCSV(text)
	if err != nil {
		return err.(*Error).Code
	}
	var parts []string
	for _, f := range bad {
		parts = append(parts, f.Code+" "+f.Params["line"])
	}
	if len(bad) > 0 {
		return strings.Join(parts, ", ")
	}
	for _, r := range rows {
		parts = append(parts, fmt.Sprintf("%s|%s|%s|%s|%s|%d", r.Client, r.Name, r.Stage, r.URL, r.Username, len(r.Password.Reveal())))
	}
	return strings.Join(parts, " / ")
}

func TestErrorsOfAListRepeatNoValue(t *testing.T) {
	_, bad, _ := ReadCSV("url,stage,password\nhttps://a.example,hunter22,x\n,dev,hunter22\nhttps://b.example,dev,hunter22,hunter22")
	if len(bad) != 3 || strings.Contains(fmt.Sprint(bad), "hunter22") {
		t.Errorf("%v", bad)
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("Acme,Live,prod,https://a.example,jane,pw")
	f.Add("url;name\n\"a\";\"b\"\"\"\n")
	f.Add("\"\n\"\t\n,")
	f.Fuzz(func(t *testing.T, text string) {
		rows, bad, err := ReadCSV(text)
		if err == nil && len(rows)+len(bad) == 0 {
			t.Error("neither stores nor an error")
		}
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1
		for _, row := range rows {
			if row.URL == "" || row.Line < 1 || row.Line > lines {
				t.Errorf("row %d of %d lines, address %q", row.Line, lines, row.URL)
			}
		}
	})
}
