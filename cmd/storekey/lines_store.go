package main

import (
	"errors"
	"sync"

	"github.com/storekey/storekey/core/api"
	"github.com/storekey/storekey/core/wire"
)

// giveUp is how often in a row a store may not be reached before the rest of its
// lines is not asked about.
const giveUp = 3

// lineStore is a store of a list. Where its web API is gets looked for once.
type lineStore struct {
	mu     sync.Mutex
	in     storeCall
	known  bool
	failed int
	last   error
}

// ask runs a call with what is known of the store, and learns from it.
func (s *lineStore) ask(call func(storeCall) (wire.Store, error)) error {
	s.mu.Lock()
	if s.failed >= giveUp {
		defer s.mu.Unlock()
		return s.last
	}
	if _, typed := s.in.Store.(string); !typed {
		s.known = true // nothing to look for
	}
	if s.known {
		in := s.in
		s.mu.Unlock()
		_, err := call(in)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.learn(wire.Store{}, err)
		return err
	}
	defer s.mu.Unlock()
	found, err := call(s.in)
	s.learn(found, err)
	return err
}

func (s *lineStore) learn(found wire.Store, err error) {
	var refused *api.Error
	switch {
	case errors.As(err, &refused) && unreached[refused.Detail.Code]:
		s.failed, s.last = s.failed+1, err
	case err == nil:
		s.failed = 0
		if found.RestURL != "" && !s.known {
			s.in.Store, s.known = found, true
		}
	}
}

// placeOf is the store that an answer tells.
func placeOf(out lineAnswer) wire.Store {
	switch out := out.(type) {
	case *checkLine:
		if out.Check != nil {
			return out.Store
		}
	case *accessLine:
		if out.AccessMap != nil {
			return out.Store
		}
	}
	return wire.Store{}
}
