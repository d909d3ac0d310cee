package course

import (
	"strings"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// newOf are those whom a worker visits and hasn't met yet, each with the way to reach
// them and what is to be done: planned first, and then held.
func newOf(v say.Voice, load appcare.Caseload) []ui.BoardLine {
	names := person.NamesIn(v, load.People)
	var lines []ui.BoardLine
	for _, p := range load.Living() {
		if p.State != programme.Consented || !p.Standing.GoesOn() || p.Over || p.Course.SessionsHeld() > 0 {
			continue
		}
		name := names.Of(p.Person)
		line := ui.BoardLine{
			Who: ui.Link{Label: name, Path: person.VisitsPath(p.ID)}, Why: reachedAt(p.Person),
			When: v.Say("visits.last_start", v.ShortDay(p.Window.LastStart.Time())),
		}
		if len(p.Course.Open()) == 0 {
			line.Tag = ui.Tag{Label: v.Say("visits.list.new_unplanned"), State: ui.Attention}
			line.Action = ui.Button{Label: v.Say("visits.list.plan"), Kind: ui.Secondary, Hidden: name, Path: PlanPath(p.ID)}
		}
		lines = append(lines, line)
	}
	return lines
}

// reachedAt is where somebody lives and their telephone, in one line.
func reachedAt(p programme.Person) string {
	var numbers []string
	for _, c := range ui.Contacts(p.Contact.Phone) {
		numbers = append(numbers, c.Reads())
	}
	return person.Together(strings.Join(p.Contact.AddressLines, ", "), p.Contact.Postcode.Shown(),
		strings.Join(numbers, ", "))
}
