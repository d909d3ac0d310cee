package identity

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// A Kind is how a sign-in reaches its owner. The zero value is invalid.
type Kind string

const (
	ByCode Kind = "code" // by e-mail: a link and a code
	ByCard Kind = "card" // on paper, from a member of staff
)

// A SignIn is one chance to be let in. Link, Code and Browser are digests.
type SignIn struct {
	ID           id.Code
	Organisation id.Organisation
	Account      id.Account
	Staff        bool // in a list of who signs in by an address
	Kind         Kind
	Link         string
	Code         string
	Browser      string     // the browser that asked; empty for a card
	Attempt      id.Attempt // of a code
	GivenBy      string     // of a card: as the trail names them
	Giver        string     // of a card in a list: the role that they hold now, if any
	CreatedAt    time.Time
	ExpiresAt    time.Time
	UsedAt       time.Time
	RevokedAt    time.Time // of a card
	UsedOn       string    // of a card: the device
}

// Open tells whether s can still be used at now.
func (s SignIn) Open(now time.Time) bool {
	return s.UsedAt.IsZero() && s.RevokedAt.IsZero() && now.Before(s.ExpiresAt)
}

// A CardState is what became of a card. The zero value is invalid.
type CardState string

const (
	CardOpen    CardState = "open"
	CardUsed    CardState = "used"
	CardRevoked CardState = "revoked" // by a newer one, or by signing out everywhere
	CardOver    CardState = "over"    // nobody used it in time
)

// CardState is what became of s, a card, by now.
func (s SignIn) CardState(now time.Time) CardState {
	switch {
	case !s.UsedAt.IsZero():
		return CardUsed
	case !s.RevokedAt.IsZero():
		return CardRevoked
	case !s.Open(now):
		return CardOver
	}
	return CardOpen
}

// Secret is what a sign-in's owner is sent, and what the browser keeps.
type Secret struct {
	Token string // in the link
	Code  string // digits in two groups, or what is printed on a card
}

// Token spells 32 random bytes for a link or a cookie.
func Token(random []byte) string { return base64.RawURLEncoding.EncodeToString(random) }

// Codes is how many codes there are: ten to the power of CodeDigits.
const Codes = 10_000_000_000

// Digits spells 8 random bytes as a code, in two groups. The bias of the remainder is
// under one in 10^9.
func Digits(random []byte) string {
	digits := fmt.Sprintf("%0*d", CodeDigits, binary.BigEndian.Uint64(random)%Codes)
	return digits[:CodeDigits/2] + " " + digits[CodeDigits/2:]
}

const cardLetters = 16

// CardCode spells 16 random bytes as four groups of four letters and digits
// that are hard to misread (79 bits).
func CardCode(random []byte) string {
	const alphabet = "23456789abcdefghjkmnpqrstuvwxyz" // 31: no 0, 1, i, l, o
	var b strings.Builder
	for i := range cardLetters {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(alphabet[int(random[i])%len(alphabet)])
	}
	return b.String()
}

// NormalCode takes out what people put in when they type a code.
func NormalCode(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' {
			return -1
		}
		return r
	}, s))
}

// NormalToken is a link's token as it is looked up: a card's code may be typed
// with spaces and capitals, a mailed token is exact.
func NormalToken(s string) string {
	if c := NormalCode(s); len(c) == cardLetters {
		return c
	}
	return s
}

// CheckCode reports what is wrong with the shape of a typed code.
func CheckCode(typed string) fault.Problems {
	var p fault.Problems
	code := NormalCode(typed)
	p.If(code == "", "code", "sign_in.code.missing")
	p.If(code != "" && (len(code) != CodeDigits || strings.Trim(code, "0123456789") != ""), "code", "sign_in.code.shape")
	return p
}
