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

// SaidByStamp reads what something of the form that Stamped makes says, whoever made it.
func SaidByStamp(stamped string) (token string, at time.Time, err error) {
	token, rest, _ := strings.Cut(stamped, ".")
	spelled, _, _ := strings.Cut(rest, ".")
	unix, err := strconv.ParseInt(spelled, 36, 64)
	return token, time.Unix(unix, 0).UTC(), err
}

// seen reads what Stamped made: no token, of anything else.
func (t *ReadTx) seen(stamped string) (token string, at time.Time) {
	token, at, err := SaidByStamp(stamped)
	if err != nil || subtle.ConstantTimeCompare([]byte(stamped), []byte(t.Stamped(token, at))) == 0 {
		return "", time.Time{}
	}
	return token, at
}
