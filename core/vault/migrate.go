package vault

import (
	"context"
	"strconv"
)

// migration turns a record of one version into one of the next.
type migration func(raw []byte) ([]byte, error)

// migrations[n] is the step from version n. Version 1 is the first.
var migrations = map[int]migration{}

// migrated brings a record to this version.
func migrated(raw []byte, steps map[int]migration) ([]byte, error) {
	for {
		version := versionOf(raw)
		switch {
		case version == recordVersion:
			return raw, nil
		case version > recordVersion:
			return nil, ErrStoreNewer
		}
		step, ok := steps[version]
		if !ok {
			return nil, ErrStoreDamaged
		}
		next, err := step(raw)
		if err != nil || versionOf(next) <= version {
			return nil, ErrStoreDamaged
		}
		raw = next
	}
}

// keepOld keeps a copy of a record of an older version before it is replaced.
func (v *Vault) keepOld(ctx context.Context, key string, raw []byte) error {
	version := versionOf(raw)
	if raw == nil || version == recordVersion {
		return nil
	}
	return v.state.Set(ctx, areaLocal, oldKey(key, version), raw)
}

func oldKey(key string, version int) string {
	return oldPrefix + key + ":v" + strconv.Itoa(version)
}
