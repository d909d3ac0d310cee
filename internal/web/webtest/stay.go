package webtest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/web/people"
)

// A stay is what a browser keeps of a session that was used at a time.
type stay struct {
	stamped string
	at      time.Time
}

// stayed is what a browser keeps by now of a session that began with token. Unless the bench
// says that they idle, its owner went on, on pages that leave nothing in the trail.
func (b *Bench) stayed(token string) string {
	now := b.Now
	defer func() { b.Now = now }()
	for s := b.stay(token); !b.Idle && now.Sub(s.at) > identity.KeeperIdle; s = b.stay(token) {
		b.Now = s.at.Add(identity.KeeperIdle - time.Second)
		r := httptest.NewRequest(http.MethodGet, "/nothing-here", nil)
		r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: s.stamped})
		w := httptest.NewRecorder()
		b.Server.ServeHTTP(w, r)
		if b.keepStamp(token, Answer{Header: w.Header()}); b.stay(token) == s {
			break // it is over
		}
	}
	return b.stay(token).stamped
}

// stay is the session that began with token, as its browser has it by now.
func (b *Bench) stay(token string) stay {
	if s, known := b.stays[token]; known {
		return s
	}
	_, began, err := store.SaidByStamp(token)
	if err != nil {
		return stay{token, b.Now} // the server never made it
	}
	return stay{token, began}
}

// keepStamp keeps what an answer has the browser keep of the session that began with token.
func (b *Bench) keepStamp(token string, a Answer) {
	secret, _, _ := store.SaidByStamp(token)
	for _, c := range a.Cookies() {
		if c.Name == people.SessionCookie(false) && secret != "" && strings.HasPrefix(c.Value, secret+".") && !b.Idle {
			b.stays[token] = stay{c.Value, b.Now}
		}
	}
}
