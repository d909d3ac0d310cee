package person

import (
	"strconv"
	"time"

	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// WrongCodes lists those that were typed for somebody's address, of all that was guessed at.
func WrongCodes(v say.Voice, zone *time.Location, guesses []identity.Guesses) ui.Table {
	t := ui.Table{Caption: v.Say("device.failures.caption"), Columns: []ui.Column{
		{Label: v.Say("device.failures.at")}, {Label: v.Say("device.browser")}, {Label: v.Say("device.failures.tries")}}}
	for _, g := range guesses {
		if !g.OfNumber {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: v.Moment(g.Since.In(zone))}, {Text: g.Device},
				{Text: strconv.Itoa(g.Tries)}}})
		}
	}
	return t
}
