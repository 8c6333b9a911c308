package api

import (
	"net/http"
)

// route is one call: its pattern, whether it is a long one (kept as a record,
// cancellable, never run twice under one id), and what it does.
type route struct {
	pattern string
	long    bool
	run     func(*handler, *job) (any, error)
}

// table lists every call of the API.
var table = []route{
	{"GET /v1/providers", false, (*handler).listProviders},
	{"GET /v1/targets", false, (*handler).listTargets},
	{"GET /v1/sources", false, (*handler).listSources},
	{"GET /v1/formats", false, (*handler).listFormats},
	{"GET /v1/selectors", false, (*handler).listSelectors},

	{"POST /v1/recognise", true, (*handler).recognise},
	{"POST /v1/find", false, (*handler).find},
	{"POST /v1/inspect", false, (*handler).inspect},
	{"POST /v1/explain", false, (*handler).explain},

	{"POST /v1/token/{provider}", true, (*handler).token},
	{"POST /v1/check", true, (*handler).check},
	{"POST /v1/can-i", true, (*handler).canI},
	{"POST /v1/doctor", true, (*handler).doctor},
	{"POST /v1/report", false, (*handler).report},
	{"POST /v1/snippet/{target}", false, (*handler).snippet},
	{"POST /v1/reveal", false, (*handler).reveal},
	{"POST /v1/request", false, (*handler).request},
	{"POST /v1/request/read", false, (*handler).readRequest},
	{"POST /v1/soap", false, (*handler).soap},
	{"GET /v1/soap/services", false, (*handler).soapServices},
	{"POST /v1/ticket", false, (*handler).ticket},
	{"GET /v1/examples", false, (*handler).listExamples},
	{"POST /v1/examples", false, (*handler).keepExample},
	{"DELETE /v1/examples", false, (*handler).forgetExample},
	{"GET /v1/seen", false, (*handler).readSeen},
	{"GET /v1/recent", false, (*handler).listRecent},
	{"DELETE /v1/recent", false, (*handler).forgetRecent},
	{"POST /v1/send", true, (*handler).send},
	{"POST /v1/routes", false, (*handler).findRoutes},
	{"POST /v1/routes/one", false, (*handler).describeRoute},

	{"GET /v1/vault", false, (*handler).vaultStatus},
	{"POST /v1/vault", true, (*handler).vaultCreate},
	{"POST /v1/vault/unlock", true, (*handler).vaultUnlock},
	{"POST /v1/vault/lock", false, (*handler).vaultLock},
	{"PUT /v1/vault/passphrase", true, (*handler).vaultPassphrase},
	{"PUT /v1/vault/settings", false, (*handler).vaultSettings},
	{"DELETE /v1/vault", false, (*handler).vaultAbandon},
	{"GET /v1/settings/hosts", false, (*handler).readHosts},
	{"PUT /v1/settings/hosts", false, (*handler).writeHosts},
	{"GET /v1/settings/page", false, (*handler).readPageSettings},
	{"PUT /v1/settings/page", false, (*handler).writePageSettings},
	{"GET /v1/settings/seed", false, (*handler).readSeedSettings},
	{"PUT /v1/settings/seed", false, (*handler).writeSeedSettings},
	{"GET /v1/settings/clipboard", false, (*handler).readClipboardSettings},
	{"PUT /v1/settings/clipboard", false, (*handler).writeClipboardSettings},
	{"POST /v1/clipboard", false, (*handler).noteCopied},

	{"GET /v1/stores", false, (*handler).listStores},
	{"POST /v1/stores", false, (*handler).addStore},
	{"POST /v1/stores/csv", false, (*handler).addCSV},
	{"POST /v1/import", true, (*handler).importStores},
	{"POST /v1/import/preview", false, (*handler).previewImport},
	{"POST /v1/export", false, (*handler).exportStores},
	{"POST /v1/export/preview", false, (*handler).previewExport},
	{"POST /v1/lend", false, (*handler).lend},
	{"GET /v1/policy", false, (*handler).readPolicy},
	{"GET /v1/stores/{id}", false, (*handler).readStore},
	{"PUT /v1/stores/{id}", false, (*handler).changeStore},
	{"DELETE /v1/stores/{id}", false, (*handler).removeStore},
	{"POST /v1/stores/{id}/restore", false, (*handler).restoreStore},
	{"PUT /v1/stores/{id}/learnt", false, (*handler).learnStore},
	{"POST /v1/stores/{id}/origins", true, (*handler).findOrigins},
	{"POST /v1/stores/{id}/test", true, (*handler).testConnection},
	{"POST /v1/stores/{id}/credentials", false, (*handler).saveCredential},
	{"PUT /v1/stores/{id}/credentials/{cid}", false, (*handler).changeSaved},
	{"DELETE /v1/stores/{id}/credentials/{cid}", false, (*handler).deleteSaved},
	{"POST /v1/stores/{id}/credentials/{cid}/restore", false, (*handler).restoreSaved},
	{"POST /v1/stores/{id}/credentials/{cid}/use", false, (*handler).useSaved},
	{"POST /v1/stores/{id}/credentials/{cid}/renew", true, (*handler).renewSaved},

	{"GET /v1/credentials", false, (*handler).listCredentials},
	{"DELETE /v1/credentials/{ref}", false, (*handler).forgetCredential},
	{"POST /v1/credentials/revoke", true, (*handler).revoke},
	{"POST /v1/credentials/refresh", true, (*handler).refreshCredential},
	{"POST /v1/credentials/introspect", true, (*handler).introspect},
	{"POST /v1/credentials/at", false, (*handler).credentialAt},
	{"GET /v1/calls/{id}", false, (*handler).readCall},
	{"DELETE /v1/calls/{id}", false, (*handler).cancelCall},
	{"POST /v1/tabs/{id}", false, (*handler).tabMoved},
	{"DELETE /v1/tabs/{id}", false, (*handler).tabClosed},
	{"DELETE /v1/tabs/{id}/login", false, (*handler).forgetLogin},
	{"POST /v1/tick", false, (*handler).tick},
	{"POST /v1/tabs/{id}/watch", false, (*handler).watch},
	{"DELETE /v1/tabs/{id}/watch", false, (*handler).unwatch},
	{"POST /v1/tabs/{id}/seen", false, (*handler).seen},
	{"POST /v1/tabs/{id}/put", false, (*handler).put},
}

func (h *handler) routes() http.Handler { return router{h, table} }
