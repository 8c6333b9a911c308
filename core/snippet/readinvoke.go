package snippet

import "strings"

// The parameters of Invoke-RestMethod and Invoke-WebRequest that take no value,
// and of the others those that change nothing of what Storekey keeps.
const (
	invokeSwitches = " -usebasicparsing -skipcertificatecheck -usedefaultcredentials -disablekeepalive -allowunencryptedauthentication -followrellink" +
		" -passthru -resume -skipheadervalidation -skiphttperrorcheck -noproxy -preserveauthorizationonredirect -proxyusedefaultcredentials -verbose" +
		" -allowinsecureredirect -preservehttpmethodonredirect -debug "
	invokeIgnored = " -usebasicparsing -skipcertificatecheck -disablekeepalive -followrellink -passthru -resume -skipheadervalidation -skiphttperrorcheck" +
		" -allowunencryptedauthentication -preserveauthorizationonredirect -allowinsecureredirect -preservehttpmethodonredirect -verbose -debug -websession" +
		" -timeoutsec -connectiontimeoutseconds -operationtimeoutseconds -outfile -erroraction -maximumredirection -maximumretrycount -retryintervalsec" +
		" -responseheadersvariable -statuscodevariable -outvariable -sessionvariable -httpversion -sslprotocol -erroraction "
)

// invocation is what the parameters of a call say.
type invocation struct {
	*powershellReader
	body               powershellValueRead
	hasBody            bool
	contentType, agent string
}

// call reads the parameters of the command, and those of a table after an at
// sign.
func (p *powershellReader) call() {
	p.request.Method = "GET"
	c := invocation{powershellReader: p, agent: p.values["$session.useragent"].text}
	for p.at < len(p.tokens) && !p.is("\n") && !p.is(";") && !p.is("|") {
		token := p.tokens[p.at]
		name := strings.ToLower(token.text)
		switch {
		case !token.quoted && name == "@" && p.at+1 < len(p.tokens):
			c.splat(p.tokens[p.at+1])
		case token.quoted || !strings.HasPrefix(name, "-"):
			if v := p.value(); p.request.URL == "" && v.known {
				p.request.URL = v.text
			}
		case strings.Contains(invokeSwitches, " "+name+" "):
			p.at++
			c.parameter(token.text, powershellValueRead{})
		default:
			p.at++
			c.parameter(token.text, p.value())
		}
	}
	c.finish()
}

func (c *invocation) splat(name powershellToken) {
	c.at += 2
	table := c.values["$"+strings.ToLower(name.text)]
	if !table.known {
		c.say("snippet_option", "option", "@"+name.text)
	}
	for _, pair := range table.pairs {
		c.parameter("-"+pair.name, pair.value)
	}
}

func (c *invocation) parameter(name string, v powershellValueRead) {
	r := &c.request
	switch lower := strings.ToLower(name); lower {
	case "-uri":
		r.URL = v.text
	case "-method", "-custommethod":
		r.Method = strings.ToUpper(v.text)
	case "-headers":
		if !v.known {
			c.say("snippet_option", "option", name)
		}
		for _, pair := range v.pairs {
			if !pair.value.known {
				c.say("snippet_option", "option", pair.name)
				continue
			}
			c.add(pair.name, pair.value.text)
		}
	case "-contenttype":
		c.contentType = v.text
	case "-useragent":
		c.agent = v.text
	case "-body":
		c.body, c.hasBody = v, true
	default:
		if !strings.Contains(invokeIgnored, " "+lower+" ") {
			c.say("snippet_option", "option", name)
		}
	}
}

func (c *invocation) finish() {
	if cookies := c.values["cookies"].text; cookies != "" {
		c.add("Cookie", cookies)
	}
	if c.agent != "" && !c.has("User-Agent") {
		c.add("User-Agent", c.agent)
	}
	if c.contentType != "" && !c.has("Content-Type") {
		c.add("Content-Type", c.contentType)
	}
	switch {
	case c.body.known && c.body.pairs == nil:
		c.request.Body = &c.body.text
	case c.hasBody:
		c.say("snippet_option", "option", "-Body")
	}
}
