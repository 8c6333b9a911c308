package snippet

import (
	"strings"
	"testing"
)

// fromBrowsers are requests as the developer tools of browsers, other programs
// and manuals write them, each with what it is.
var fromBrowsers = []struct{ name, text, want, findings string }{
	{"Chrome, bash: brackets have backslashes", `curl 'https://shop.test/rest/default/V1/products?searchCriteria\[filter_groups\]\[0\]\[filters\]\[0\]\[field\]=sku&fields=items\[sku\]' \
  -H 'Accept-Language: de-DE,de;q=0.9' \
  -H 'Connection;' \
  -b 'form_key=k; _ga_X=GS2.1.s17$o5$g1' \
  -H 'Sec-Ch-Ua: "Chromium";v="142", "Not_A Brand";v="99"' \
  --compressed \
  --insecure`,
		"GET https://shop.test/rest/default/V1/products?searchCriteria[filter_groups][0][filters][0][field]=sku&fields=items[sku]\nAccept-Language:de-DE,de;q=0.9\nConnection:\n" +
			"Cookie:form_key=k; _ga_X=GS2.1.s17$o5$g1\n" + `Sec-Ch-Ua:"Chromium";v="142", "Not_A Brand";v="99"` + "\n", ""},
	{"Chrome, bash: GraphQL", `curl 'https://shop.test/graphql' \
  -H 'content-type: application/json' \
  -H 'store: de' \
  --data-raw $'{"query":"{ products(search: \\"it\'s\\") { items { sku } } }","variables":{"a":"\u00212\\n"}}'`,
		"POST https://shop.test/graphql\ncontent-type:application/json\nstore:de\n\n" + `{"query":"{ products(search: \"it's\") { items { sku } } }","variables":{"a":"!2\n"}}`, ""},
	{"Chrome, cmd: carets before every sign", "curl ^\"https://shop.test/rest/V1/products?searchCriteria^\\[pageSize^\\]=2^&a=^%^20b^\" ^\r\n  -X ^\"DELETE^\" ^\r\n  -H ^\"Sec-Ch-Ua: ^\\^\"Chromium^\\^\";v=^\\^\"142^\\^\"^\" ^\r\n  -b ^\"a=b; c=d^\" ^\r\n  -H ^\"X-Empty;^\"",
		"DELETE https://shop.test/rest/V1/products?searchCriteria[pageSize]=2&a=%20b\nSec-Ch-Ua:\"Chromium\";v=\"142\"\nCookie:a=b; c=d\nX-Empty:\n", ""},
	{"Chrome, cmd: a body of several lines", "curl ^\"https://shop.test/rest/V1/x^\" ^\n  -H ^\"content-type: application/json^\" ^\n  --data-raw ^\"^{^\n\n  ^\\^\"a^\\^\": ^\\^\"C:^\\^\\^\\^\\dir ^& ^%^PATH^%^\\^\" ^\\^\\n ^\\^\\^\\^\"^\n\n^}^\"",
		"POST https://shop.test/rest/V1/x\ncontent-type:application/json\n\n{\n  \"a\": \"C:\\\\dir & %PATH%\" \\n \\\"\n}", ""},
	{"Chrome, cmd: --url", "curl --url ^\"https://shop.test/rest/V1/x^\" ^\n  -H ^\"a: b^\"", "GET https://shop.test/rest/V1/x\na:b\n", ""},
	{"Chrome, all as cURL", "curl 'https://shop.test/a' \\\n  -H 'x: y' ;\ncurl 'https://shop.test/b'", "GET https://shop.test/a\nx:y\n", "snippet_more"},
	{"Chrome, all as cURL for cmd", "curl ^\"https://shop.test/a^\" &\r\ncurl ^\"https://shop.test/b^\"", "GET https://shop.test/a\n", "snippet_more"},
	{"Chrome, PowerShell: no ASCII", "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = \"Mozilla/5.0 (X11; `$x)\"\n" +
		"$session.Cookies.Add((New-Object System.Net.Cookie(\"form_key\", \"k\", \"/\", \"shop.test\")))\n" +
		"Invoke-WebRequest -UseBasicParsing -Uri \"https://shop.test/rest/V1/x?a[b]=1\" `\n-Method \"PUT\" `\n-WebSession $session `\n-Headers @{\n\"Accept\"=\"*/*\"\n  \"Authorization\"=\"Bearer abc\"\n} `\n" +
		"-ContentType \"application/json\" `\n-Body ([System.Text.Encoding]::UTF8.GetBytes(\"{`\"a`\":`\"`$1 $([char]233) $([char]55357)$([char]56397)`\"}\"))",
		"PUT https://shop.test/rest/V1/x?a[b]=1\nAccept:*/*\nAuthorization:Bearer abc\nCookie:form_key=k\nUser-Agent:Mozilla/5.0 (X11; $x)\nContent-Type:application/json\n\n" + `{"a":"$1 é 👍"}`, ""},
	{"Chrome, PowerShell: all", "Invoke-WebRequest -UseBasicParsing -Uri \"https://shop.test/a\";\r\nInvoke-WebRequest -UseBasicParsing -Uri \"https://shop.test/b\"", "GET https://shop.test/a\n", ""},
	{"Chrome, fetch: nothing to send", `fetch("https://shop.test/rest/V1/x", {
  "headers": {
    "accept": "*/*",
    "authorization": "Bearer abc"
  },
  "body": null,
  "method": "GET",
  "mode": "cors",
  "credentials": "include"
}); ;
fetch("https://shop.test/b");`, "GET https://shop.test/rest/V1/x\naccept:*/*\nauthorization:Bearer abc\n", ""},
	{"Chrome, fetch for Node", `fetch("https://shop.test/graphql", {
  "headers": {
    "content-type": "application/json",
    "cookie": "PHPSESSID=x",
    "Referer": "https://shop.test/"
  },
  "body": "{\"a\":\"\u00e9\\n\"}",
  "method": "POST"
});`, "POST https://shop.test/graphql\ncontent-type:application/json\ncookie:PHPSESSID=x\nReferer:https://shop.test/\n\n" + `{"a":"é\n"}`, ""},
	{"Firefox, one line", `curl 'https://shop.test/rest/V1/x' --compressed -X PUT -H 'User-Agent: Mozilla/5.0' -H 'Authorization: Bearer abc' -H 'Content-Type: application/json' --data-raw '{"a":1}'`,
		"PUT https://shop.test/rest/V1/x\nUser-Agent:Mozilla/5.0\nAuthorization:Bearer abc\nContent-Type:application/json\n\n" + `{"a":1}`, ""},
	{"Firefox, with --globoff", "curl --globoff 'https://shop.test/rest/V1/x?a[b]=\\[1\\]' \\\n  --compressed \\\n  -X POST",
		"POST https://shop.test/rest/V1/x?a[b]=\\[1\\]\n", ""},
	{"Firefox, Windows, before", `curl "https://shop.test/rest/V1/x?a="%"20b" --compressed -X POST -H "Content-Type: application/json" --data-raw "{""a"":""b\\c""}"`,
		"POST https://shop.test/rest/V1/x?a=%20b\nContent-Type:application/json\n\n" + `{"a":"b\\c"}`, ""},
	{"Safari", "curl 'https://shop.test/rest/V1/x?a\\[b\\]=1' \\\n-X 'POST' \\\n-H 'Accept: */*' \\\n-H 'Priority: u=3, i' \\\n--data-raw $'{\"a\":\"it\\'s \\041\\xe9\"}'",
		"POST https://shop.test/rest/V1/x?a[b]=1\nAccept:*/*\nPriority:u=3, i\nContent-Type:application/x-www-form-urlencoded\n\n{\"a\":\"it's !\xe9\"}", ""},
	{"Postman", "curl --location --globoff 'https://shop.test/rest/V1/products?searchCriteria[pageSize]=2' \\\n--header 'Authorization: Bearer abc' \\\n--header 'Content-Type: application/json' \\\n--data '{\n    \"a\": 1\n}'",
		"POST https://shop.test/rest/V1/products?searchCriteria[pageSize]=2\nAuthorization:Bearer abc\nContent-Type:application/json\n\n{\n    \"a\": 1\n}", ""},
	{"Insomnia", "curl --request GET \\\n  --url 'https://shop.test/rest/V1/x' \\\n  --header 'Authorization: Bearer abc' \\\n  --cookie 'PHPSESSID=x'",
		"GET https://shop.test/rest/V1/x\nAuthorization:Bearer abc\nCookie:PHPSESSID=x\n", ""},
	{"Swagger", "curl -X 'GET' \\\n  'https://shop.test/rest/all/V1/modules' \\\n  -H 'accept: application/json' \\\n  -H 'Authorization: Bearer abc'",
		"GET https://shop.test/rest/all/V1/modules\naccept:application/json\nAuthorization:Bearer abc\n", ""},
	{"a manual", `$ curl -X POST "https://shop.test/index.php/rest/V1/integration/admin/token" -H "Content-Type:application/json" -d "{\"username\":\"admin\", \"password\":\"a'b\"}"`,
		"POST https://shop.test/index.php/rest/V1/integration/admin/token\nContent-Type:application/json\n\n" + `{"username":"admin", "password":"a'b"}`, ""},
	{"a variable of the shell", `curl -H "Authorization: Bearer $TOKEN" "https://shop.test/rest/V1/modules"`,
		"GET https://shop.test/rest/V1/modules\nAuthorization:Bearer $TOKEN\n", "snippet_variable"},
	{"a variable of cmd.exe", `curl -H "Authorization: Bearer %TOKEN%" "https://shop.test/rest/V1/modules"`,
		"GET https://shop.test/rest/V1/modules\nAuthorization:Bearer %TOKEN%\n", "snippet_variable"},
	{"no variable", `curl -H 'Authorization: OAuth oauth_signature="a%2Bb%3D"' "https://shop.test/rest/V1/modules"`,
		"GET https://shop.test/rest/V1/modules\nAuthorization:OAuth oauth_signature=\"a%2Bb%3D\"\n", ""},
	{"options with values that are none of ours", "curl --ciphers ECDHE --tlsv1.2 --proto =https --retry 3 -m 5 -w '%{http_code}' -o /dev/null -c jar --dns-servers 1.1.1.1 https://shop.test/x",
		"GET https://shop.test/x\n", ""},
	{"options that would change the request", "curl --proxy http://p:1 -z 2020-01-01 -T file --digest -u user -n https://shop.test/x",
		"GET https://shop.test/x\n", "snippet_option snippet_option snippet_option snippet_option snippet_option snippet_option"},
	{"headers that curl leaves out", "curl -A '' -b '' -H 'Accept:' -H 'Content-Type:' -d a=1 https://shop.test/x", "POST https://shop.test/x\n\na=1", ""},
	{"files", "curl -H @headers.txt -d @- --data-urlencode name@file --json @body.json -b jar.txt https://shop.test/x", "POST https://shop.test/x\n",
		"snippet_file snippet_file snippet_file snippet_file snippet_file"},
	{"a file for the query", "curl -G -d @q https://shop.test/x", "GET https://shop.test/x\n", "snippet_file"},
	{"a form", "curl -F a=b https://shop.test/x", "POST https://shop.test/x\n", "snippet_option"},
	{"percent-encoding", "curl https://shop.test/x --data-urlencode 'a=b c&d' --data-urlencode '=é' --data-urlencode 'x y'",
		"POST https://shop.test/x\nContent-Type:application/x-www-form-urlencoded\n\na=b+c%26d&%C3%A9&x+y", ""},
	{"--json twice, and a type of one's own", `curl --json '{"a":' --json '1}' -H 'content-type: application/vnd.x+json' https://shop.test/x`,
		"POST https://shop.test/x\ncontent-type:application/vnd.x+json\n\n" + `{"a":1}`, ""},
	{"letters together", "curl -skXDELETE -HAccept:x -ua:b 'https://shop.test/x'", "DELETE https://shop.test/x\nAccept:x\nAuthorization:Basic YTpi\n", ""},
	{"PowerShell, as Postman writes it", "$headers = New-Object \"System.Collections.Generic.Dictionary[[String],[String]]\"\n$headers.Add(\"Content-Type\", \"application/json\")\n$headers.Add(\"Authorization\", \"Bearer abc\")\n\n" +
		"$body = @\"\n{\n    `\"a`\": `\"b`\"\n}\n\"@\n\n$response = Invoke-RestMethod 'https://shop.test/rest/V1/x' -Method 'POST' -Headers $headers -Body $body\n$response | ConvertTo-Json",
		"POST https://shop.test/rest/V1/x\nContent-Type:application/json\nAuthorization:Bearer abc\n\n{\n    \"a\": \"b\"\n}", ""},
	{"PowerShell, by hand", "$token = 'abc'\n$h = @{ Authorization = \"Bearer \" + $token; 'X-A' = 'b' }\n$h['X-C'] = 'd'\nirm -TimeoutSec 30 -SkipCertificateCheck https://shop.test/x -Headers $h -Method Delete | Format-List",
		"DELETE https://shop.test/x\nAuthorization:Bearer abc\nX-A:b\nX-C:d\n", ""},
	{"PowerShell, a table of parameters", "$p = @{\n  Uri = 'https://shop.test/x'\n  Method = 'Put'\n  Headers = @{ Authorization = 'Bearer abc' }\n  Body = '{}'\n}\nInvoke-RestMethod @p",
		"PUT https://shop.test/x\nAuthorization:Bearer abc\n\n{}", ""},
	{"PowerShell, what only it could tell", "Invoke-RestMethod -Uri https://shop.test/x -Method Post -Headers $h -Body (@{ a = 'b' } | ConvertTo-Json) -Credential $c",
		"POST https://shop.test/x\n", "snippet_option snippet_option snippet_option"},
	{"PowerShell, curl.exe", "curl.exe 'https://shop.test/x' `\n  -H 'Authorization: Bearer abc' `\n  --data-raw '{\"a\":\"it''s\"}'",
		"POST https://shop.test/x\nAuthorization:Bearer abc\nContent-Type:application/x-www-form-urlencoded\n\n" + `{"a":"it's"}`, ""},
	{"fetch, by hand", "const response = await fetch('https://shop.test/x', {\n  method: 'post',\n  headers: new Headers({ 'Content-Type': 'application/json', Authorization: `Bearer ${token}` }),\n  body: '{\"a\":1}',\n});",
		"POST https://shop.test/x\nContent-Type:application/json\nAuthorization:Bearer ${token}\n\n" + `{"a":1}`, "snippet_variable"},
	{"fetch, sums", "fetch('https://shop.test/x', { headers: { Authorization: 'Bearer ' + token, Accept: 'a' }, body: a + b, method: 'PUT' })",
		"PUT https://shop.test/x\nAccept:a\n", "snippet_option snippet_option"},
	{"fetch, headers from elsewhere", "fetch('https://shop.test/x', { headers, method: 'PUT' })", "GET https://shop.test/x\n", ""},
	{"as it went over the wire", "POST /rest/V1/x?a[b]=1 HTTP/1.1\r\nHost: shop.test\r\nAuthorization: Bearer abc\r\nContent-Length: 2\r\n\r\n{}",
		"POST https://shop.test/rest/V1/x?a[b]=1\nAuthorization:Bearer abc\n\n{}", ""},
	{"as it went to a port", "GET /x HTTP/1.1\nHost: localhost:8080\n", "GET http://localhost:8080/x\n", ""},
	{".http file with a script before it", "### one\n< {%\n  request.variables.set('a', 'b')\n%}\nGET https://shop.test/x\nAccept: a\n", "GET https://shop.test/x\nAccept:a\n", ""},
}

func TestReadsWhatBrowsersCopy(t *testing.T) {
	for _, test := range fromBrowsers {
		got, findings, err := Read(test.text)
		codes := ""
		for _, f := range findings {
			codes += " " + f.Code
		}
		if err != nil || describe(got) != test.want || strings.TrimSpace(codes) != test.findings {
			t.Errorf("%s: %v,%s\n%q\nwant %s\n%q", test.name, err, codes, describe(got), test.findings, test.want)
		}
	}
}
