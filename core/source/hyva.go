package source

import (
	"strconv"
	"strings"
	"time"

	"github.com/storekey/storekey/core/wire"
)

// Names of Magento's private content in the browser, which Hyvä shares with Luma.
const (
	mageStorage = "mage-cache-storage"
	mageTimeout = "mage-cache-timeout"
	mageVersion = "private_content_version"
)

var _ = register(Source{
	Card: wire.Card{
		ID:      "hyva",
		Title:   "Hyvä",
		Summary: "The customer's token in the private content that Hyvä themes keep in local storage.",
		Kinds:   []string{wire.KindCustomer},
	},
	Order: 50,
	Find:  findHyva,
	Put:   writer(putHyva),
})

func findHyva(s wire.Snapshot, now time.Time) []Found {
	if isLumaWithReact(s) {
		return nil
	}
	f, ok := mageCustomer(s, now)
	if !ok {
		return nil
	}
	end, version := s.LocalStorage[mageTimeout], s.Cookies[mageVersion]
	f.until(date(end), now)
	if end == "" || version == "" || version != s.LocalStorage[mageVersion] {
		f.say("page_renews_it")
	}
	return []Found{f}
}

// mageCustomer reads customer.signin_token, and who and where it is for.
func mageCustomer(s wire.Snapshot, now time.Time) (Found, bool) {
	sections := document(s.LocalStorage[mageStorage])
	f, ok := customerAt("local storage", mageStorage, text(sections, "customer", "signin_token"), now)
	f.Who = text(sections, "customer", "fullname")
	f.StoreCode = text(sections, "cart", "storeViewCode")
	return f, ok
}

// putHyva writes the token, and what private-content.phtml compares before it
// uses it: a time to come, and one version in cookie and storage.
func putHyva(s wire.Snapshot, f fresh) ([]wire.Write, error) {
	_, storage := s.LocalStorage[mageStorage]
	_, versioned := s.LocalStorage[mageVersion]
	if isLumaWithReact(s) || isLuma(s) || !storage && !versioned && !isFront(s, "hyva") {
		return nil, ErrNoPlace
	}
	sections, err := putMageCustomer(s, f)
	if err != nil {
		return nil, err
	}
	writes := []wire.Write{sections, local(mageTimeout, f.until.UTC().Format(isoMillis))}
	version := s.Cookies[mageVersion]
	if version == "" {
		version = newVersion(f.now)
		writes = append(writes, cookie(mageVersion, version, "path=/; max-age=315360000; samesite=lax"+secure(s.URL)))
	}
	return append(writes, local(mageVersion, version)), nil
}

func putMageCustomer(s wire.Snapshot, f fresh) (wire.Write, error) {
	old := s.LocalStorage[mageStorage]
	if old == "" || old == "null" {
		old = "{}"
	}
	if !document(old).IsObject() {
		return wire.Write{}, ErrCut
	}
	return local(mageStorage, set(old, quote(f.text), "customer", "signin_token")), nil
}

// newVersion is one that no page has: 32 digits, as Magento's is an MD5 sum
// (Framework\App\PageCache\Version).
func newVersion(now time.Time) string {
	digits := strconv.FormatInt(now.UnixNano(), 16)
	return strings.Repeat("0", max(0, 32-len(digits))) + digits
}

// secure is the attribute that a cookie needs on a page opened by https.
func secure(url string) string {
	if strings.HasPrefix(url, "https:") {
		return "; secure"
	}
	return ""
}
