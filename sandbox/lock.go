package sandbox

import (
	"strings"
	"time"
)

// The web API's own lock (Magento_Integration RequestThrottler), apart from
// the panel's and the storefront's: oauth/authentication_lock/*.
const (
	maxFailures = 6
	lockTime    = 1800 * time.Second
)

// lock counts failures per user name and user type. Unknown names count too,
// nothing tells that somebody is locked out.
type lock map[lockKey]*failures

type lockKey struct {
	kind string
	name string
}

type failures struct {
	count int
	until time.Time
}

func keyOf(kind, name string) lockKey { return lockKey{kind, strings.ToLower(name)} }

func (l lock) shut(kind, name string, now time.Time) bool {
	f := l[keyOf(kind, name)]
	return f != nil && f.count >= maxFailures && now.Before(f.until)
}

// failed counts one more; each pushes the end of the lock forward.
func (l lock) failed(kind, name string, now time.Time) {
	key := keyOf(kind, name)
	if l[key] == nil {
		l[key] = &failures{}
	}
	l[key].count++
	l[key].until = now.Add(lockTime)
}

// passed forgets the count.
func (l lock) passed(kind, name string) { delete(l, keyOf(kind, name)) }
