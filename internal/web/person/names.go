package person

import (
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// Names tell people apart: where two have one name, on this page or anywhere here, the
// day of birth is beside each. Two records of one person are told apart by their referrals.
type Names struct {
	voice say.Voice
	zone  *time.Location
	named map[string][]programme.Person // by their name, each once
}

// A Line is one of a list, which is about a person.
type Line interface{ About() programme.Person }

// NamesIn are those of everybody in a list. Zone is where the service is.
func NamesIn[L Line](v say.Voice, zone *time.Location, list []L) Names {
	return And(Names{v, zone, map[string][]programme.Person{}}, list)
}

// And adds those of another list of the same page.
func And[L Line](n Names, list []L) Names {
	for _, l := range list {
		p := l.About()
		known := func(o programme.Person) bool { return o.ID == p.ID }
		if name := alike(p); !slices.ContainsFunc(n.named[name], known) {
			n.named[name] = append(n.named[name], p)
		}
	}
	return n
}

// Of is what to call p on this page.
func (n Names) Of(p programme.Person) string {
	var own []programme.Person
	for _, o := range n.named[alike(p)] {
		switch {
		case o.ID == p.ID:
		case !ofOnePerson(p, o):
			p.Namesake = true
		default:
			own = append(own, o)
		}
	}
	name := Name(n.voice, p)
	if len(own) == 0 {
		return name
	}
	return n.voice.Say("person.name_referred", name, ui.Referred(n.voice, n.zone, p, own))
}

// ofOnePerson tells whether two records that share a name are joined: a joined one has no
// namesake but in somebody else.
func ofOnePerson(p, o programme.Person) bool {
	alone := !p.Namesake && !o.Namesake
	return p.Joined && o.Joined && (alone || p.Identity.BirthDate == o.Identity.BirthDate)
}

// Name is what to call p on a page about them: the day of birth is beside the name where
// somebody else has it.
func Name(v say.Voice, p programme.Person) string {
	if p.Namesake {
		return Born(v, p.Identity)
	}
	return p.Identity.FullName()
}

// ShortName is the name that they are called by, where nobody else is meant by it.
func ShortName(v say.Voice, p programme.Person) string {
	if p.Namesake {
		return Born(v, p.Identity)
	}
	return p.Identity.CalledName()
}

// Born is a name with the day of birth beside it.
func Born(v say.Voice, who programme.Identity) string {
	return v.Say("person.name_born", who.FullName(), v.ShortDay(who.BirthDate.Time()))
}

// alike is a name as two people share it, however it is spaced or written.
func alike(p programme.Person) string {
	return strings.ToLower(strings.Join(strings.Fields(p.Identity.FullName()), " "))
}
