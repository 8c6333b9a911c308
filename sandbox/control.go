package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// control answers /_sandbox/…: see the package comment.
func (s *Store) control(w http.ResponseWriter, r *http.Request, what string) {
	act := controls[r.Method+" "+what]
	if act == nil {
		reply(w, http.StatusNotFound, controlList())
		return
	}
	value, err := act(s, r)
	if err != "" {
		reply(w, http.StatusBadRequest, map[string]string{"error": err})
		return
	}
	reply(w, http.StatusOK, value)
}

var controls = map[string]func(*Store, *http.Request) (value any, err string){
	"GET accounts": func(s *Store, _ *http.Request) (any, string) { return s.accounts(), "" },
	"GET clients":  func(*Store, *http.Request) (any, string) { return Clients(), "" },
	"GET counters": func(s *Store, _ *http.Request) (any, string) { return s.journal.count(), "" },
	"GET requests": func(s *Store, _ *http.Request) (any, string) { return s.journal.list(), "" },
	"DELETE requests": func(s *Store, _ *http.Request) (any, string) {
		s.journal.reset()
		return ok, ""
	},
	"GET otp":       func(s *Store, _ *http.Request) (any, string) { return s.currentOTP(), "" },
	"GET second":    func(s *Store, _ *http.Request) (any, string) { return s.secondFactors(), "" },
	"PUT second":    func(s *Store, r *http.Request) (any, string) { return s.answerOneTouch(r) },
	"GET mode":      func(s *Store, _ *http.Request) (any, string) { return s.Mode(), "" },
	"PUT mode":      func(s *Store, r *http.Request) (any, string) { return s.changeMode(r) },
	"POST activate": func(s *Store, r *http.Request) (any, string) { return s.Activate(r), "" },
	"POST reset":    func(s *Store, _ *http.Request) (any, string) { s.Reset(); return ok, "" },
}

func init() { // the list names itself
	controls["GET "] = func(*Store, *http.Request) (any, string) { return controlList(), "" }
}

var ok = map[string]bool{"ok": true}

func controlList() any {
	return map[string]any{"calls": sortedKeys(controls), "modes": modeNames}
}

// OTP is the present code of the second factor of an admin.
type OTP struct {
	User        string `json:"user"`
	Code        string `json:"code"`
	SecondsLeft int    `json:"secondsLeft"`
}

func (s *Store) currentOTP() OTP {
	admin, now := byName("admin", "admin"), s.now()
	period := int64(otpPeriod / time.Second)
	return OTP{admin.Name, totp(admin.TOTP, now), int(period - now.Unix()%period)}
}

// Mode is how the store misbehaves now.
func (s *Store) Mode() Mode {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mode.clone()
}

// SetMode changes how the store misbehaves.
func (s *Store) SetMode(mode Mode) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mode = mode.clone()
	s.answers = map[string]kept{}
	s.bucket = bucket{}
}

func (s *Store) changeMode(r *http.Request) (any, string) {
	mode := s.Mode() // a copy
	mode.Times = 0
	decoder := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 1<<16))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&mode); err != nil {
		return nil, err.Error()
	}
	if !slices.Contains(modeNames, mode.Name) {
		return nil, "there is no mode " + mode.Name
	}
	if mode.Front != "" && !slices.ContainsFunc(fronts, func(f front) bool { return f.ID == mode.Front }) {
		return nil, "there is no storefront " + mode.Front
	}
	if !slices.Contains(generations, mode.OAuth2.Generation) {
		return nil, "there is no generation " + mode.OAuth2.Generation
	}
	s.SetMode(mode)
	return mode, ""
}

func reply(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}
