package main

import (
	"github.com/storekey/storekey/core/secret"
	"github.com/storekey/storekey/wasm/view"
)

// listenCheck listens where the Check screen has forms and lists of its own.
func (p *page) listenCheck() {
	p.listenRights()
	p.submit("check-door-form", func() {
		headers := secret.New(p.value("check-door-headers"))
		p.ensureDoor(p.model.DoorOrigin(), headers)
		p.happened(view.DoorSet{
			Username: p.value("check-door-username"), Password: secret.New(p.value("check-door-password")), Headers: headers,
		})
	})
	p.submit("sign", func() {
		p.happened(view.SignatureGiven{Method: p.value("sign-method"), Address: p.value("sign-address"), Values: secret.New(p.value("sign-values"))})
	})
}
