package identity

import (
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
)

// An Organisation runs the programme. Its name is public.
type Organisation struct {
	ID        id.Organisation
	Name      string
	Zone      string // IANA name, as in Europe/London
	Programme string // the key of the programme it offers
	Help      string // the key of its help pack
	CreatedAt time.Time
}

// Check reports every problem with a new organisation.
func (o Organisation) Check() fault.Problems {
	var p fault.Problems
	p.If(strings.TrimSpace(o.Name) == "", "organisation", "organisation.name.missing")
	p.If(utf8.RuneCountInString(o.Name) > maxName, "organisation", "account.name.long", maxName)
	return p
}

// places are the zones that organisations are in: time.LoadLocation reads a file each time.
var places sync.Map

// Place is the zone that o's times are shown in.
func (o Organisation) Place() (*time.Location, error) {
	if known, ok := places.Load(o.Zone); ok {
		return known.(*time.Location), nil
	}
	place, err := time.LoadLocation(o.Zone)
	if err == nil {
		places.Store(o.Zone, place)
	}
	return place, err
}

// A Team refers people: a Home Treatment Team, later a ward. Its name is public.
type Team struct {
	ID   id.Team
	Name string
}

// Check reports every problem with a new team.
func (t Team) Check() fault.Problems {
	var p fault.Problems
	p.If(strings.TrimSpace(t.Name) == "", "name", "team.name.missing")
	p.If(utf8.RuneCountInString(t.Name) > maxName, "name", "account.name.long", maxName)
	return p
}

// A Session is one signed-in browser.
type Session struct {
	ID        id.Session
	Account   id.Account
	SignIn    id.Code            // the code or the card that it began by; none where it began by a number
	Phone     id.RememberedPhone // that it is on; empty elsewhere
	Device    string             // in words, as "Chrome on Android"
	CreatedAt time.Time
	ExpiresAt time.Time
	ProvenAt  time.Time // since when it has shown more than a card; zero while it has not
	Tries     int       // wrong numbers of their own in a row

	// Of one in a list: when whose it is last came to sign in by another address, or by none.
	Readdressed time.Time
}

// EverySession picks every one of somebody's.
func EverySession(Session) bool { return true }

// EverySignIn picks every one of somebody's.
func EverySignIn(SignIn) bool { return true }

// EveryPhone picks every one of somebody's.
func EveryPhone(RememberedPhone) bool { return true }
