package person

import (
	"strings"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// Names tell people apart: where two have one name, on this page or anywhere here, the
// day of birth is beside each.
type Names struct {
	voice say.Voice
	first map[string]id.Participant // who has a name
	twice map[string]bool
}

// A Line is one of a list, which is about a person.
type Line interface{ About() programme.Person }

// NamesIn are those of everybody in a list.
func NamesIn[L Line](v say.Voice, list []L) Names {
	return And(Names{v, map[string]id.Participant{}, map[string]bool{}}, list)
}

// And adds those of another list of the same page.
func And[L Line](n Names, list []L) Names {
	for _, l := range list {
		p := l.About()
		name := alike(p)
		if other, known := n.first[name]; known && other != p.ID {
			n.twice[name] = true
		}
		n.first[name] = p.ID
	}
	return n
}

// Of is what to call p on this page.
func (n Names) Of(p programme.Person) string {
	if n.twice[alike(p)] {
		return Born(n.voice, p.Identity)
	}
	return Name(n.voice, p)
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
