package host

import (
	"github.com/storekey/storekey/core/wire"
	"github.com/storekey/storekey/wasm/webext"
)

// Policy reads what the browser's administrator laid down for this extension
// (extension/managed_schema.json). It is read each time: a policy may come or
// change while the browser runs. A browser that is not managed has none; Firefox
// then refuses to be asked.
func Policy() wire.Policy {
	return wire.Policy{
		NoReveal:           managed("noReveal"),
		NoSaving:           managed("noSaving"),
		ProductionReadOnly: managed("productionReadOnly"),
	}
}

func managed(name string) bool {
	value, found, err := webext.Area("managed").Get(name)
	return err == nil && found && string(value) == "true"
}
