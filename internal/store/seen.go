package store

import (
	"crypto/subtle"
	"strconv"
	"strings"
	"time"
)

// Stamped is what a browser keeps of a session: its token, and when the browser was last
// here. It costs no row, and only the server can make it.
func (t *ReadTx) Stamped(token string, at time.Time) string {
	said := token + "." + strconv.FormatInt(at.Unix(), 36)
	return said + "." + t.master.Lookup(anywhere, "seen", said)[:22] // 132 bits
}

// seen reads what Stamped made: no token, of anything else.
func (t *ReadTx) seen(stamped string) (token string, at time.Time) {
	token, rest, _ := strings.Cut(stamped, ".")
	spelled, _, _ := strings.Cut(rest, ".")
	unix, err := strconv.ParseInt(spelled, 36, 64)
	at = time.Unix(unix, 0).UTC()
	if err != nil || subtle.ConstantTimeCompare([]byte(stamped), []byte(t.Stamped(token, at))) == 0 {
		return "", time.Time{}
	}
	return token, at
}
