// Package identity owns what an account is and how somebody signs in: the
// rules of codes, cards and sessions. It refuses storage, ciphers and the
// network, and knows nothing of what anybody may do (that is authz).
package identity

import (
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// How long things last. A code is for the next quarter of an hour and once; a
// card is for somebody without e-mail, to be used at home.
const (
	CodeLife    = 15 * time.Minute
	CardLife    = 72 * time.Hour
	SessionLife = 12 * time.Hour // a working day, or an evening with the workbook
	KeeperLife  = 4 * time.Hour  // of who keeps accounts, or watches over them
	StaffIdle   = 2 * time.Hour  // a visit, and the way back from it
	KeeperIdle  = 30 * time.Minute
	MaxTries    = 5              // wrong codes before a code is spent
	CodeDigits  = 10             // of a code
	MaxSharing  = 4              // people who sign in by one address, each with a code of their own
	Places      = MaxSharing + 1 // of an address: one more is for a member of staff
)

const maxName = 100

// Initial is the letter that the account's name begins with: all that a code says of
// whose it is, where several people share an address.
func (a Account) Initial() string {
	first, _ := utf8.DecodeRuneInString(strings.ToUpper(strings.TrimSpace(a.Name)))
	return string(first)
}

// An Account is somebody who can sign in. Participant is set when it is a
// participant's own.
type Account struct {
	ID          id.Account
	Name        string
	Email       string          // empty for a participant who signs in by card
	Phone       programme.Phone // at work; empty where nobody has said
	Participant id.Participant
	EndedAt     time.Time
}

// Follows is a, a participant's account, as what is known of them now has it: by their new
// address they sign in from now on, and by the old one no more; without one, by a card. Who
// has signed in with a card gets an address only where it is safe.
func (a Account) Follows(p programme.Person) Account {
	a.Name = p.Identity.CalledName()
	if a.Email != "" || p.Contact.MayEmail() {
		a.Email = p.Contact.Email
	}
	return a
}

// A Readdressing is how the address by which somebody signs in comes to be another one.
type Readdressing struct {
	By   string // the fact that says so
	Tell bool   // the old address, which somebody else may read, that it signs in no more
	Back bool   // the new one was theirs before: it may have been told so, and now signs in again
}

// MayTell tells whether a, a participant's account, may be told at its address that it is
// another one now: where they were reached by it, said that it is safe, and haven't said
// since that e-mail isn't.
func (a Account) MayTell(was, is programme.Contact) bool {
	return was.MayEmail() && NormalAddress(a.Email) == NormalAddress(was.Email) && is.SafeToEmail != programme.SafeNo
}

// MayBeSentCodes tells whether a, a participant's account, may be sent codes at its address:
// not where they have said that somebody else reads what comes there.
func (a Account) MayBeSentCodes(c programme.Contact) bool {
	return c.SafeToEmail != programme.SafeNo || NormalAddress(a.Email) != NormalAddress(c.Email)
}

// StaffOnly is what a list of staff is narrowed to; what is empty doesn't narrow it.
type StaffOnly struct {
	Role    string // that they hold now
	Team    id.Team
	Account string // AccountOpen or AccountClosed
}

// CompareNames is the order in which staff are listed: by the name as it is read.
func CompareNames(a, b Account) int {
	return slices.Compare(programme.NameWords(a.Name), programme.NameWords(b.Name))
}

// Named tells whether every one of words begins a word of a's name, or all of them
// together do; no words are nobody's.
func (a Account) Named(words []string) bool {
	who := programme.Identity{GivenName: a.Name}
	return len(words) > 0 && programme.Sought{Words: words}.Names(who)
}

// Whether an account is open.
const (
	AccountOpen   = "open"
	AccountClosed = "closed"
)

// Shares tells whether a signs in by that address, or did until it was closed.
func (a Account) Shares(email string) bool {
	return email != "" && NormalAddress(a.Email) == NormalAddress(email)
}

// FirstName is what somebody with that name is called by the people whom they
// visit.
func FirstName(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return first
}

// Check reports every problem with a new account.
func (a Account) Check() fault.Problems {
	var p fault.Problems
	p.If(!programme.IsName(a.Name), "name", "account.name.missing")
	p.If(utf8.RuneCountInString(a.Name) > maxName, "name", "account.name.long", maxName)
	p.If(a.Email == "" && a.Participant == "", "email", "account.email.missing")
	p.If(a.Email != "" && !AddressLike(a.Email), "email", "account.email.wrong")
	a.Phone.CheckOwnAs("phone", &p)
	return p
}

// AddressLike tells whether s has the shape of one bare e-mail address.
func AddressLike(s string) bool {
	a, err := mail.ParseAddress(s)
	return err == nil && a.Address == s && len(s) <= 254 // RFC 5321, 4.5.3.1.3
}

// NormalAddress is the form under which an address is found. Case in the part
// before the @ could matter by the standard; in practice it never does.
func NormalAddress(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
