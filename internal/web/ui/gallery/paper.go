package gallery

import "footbridge.org/footbridge/internal/web/ui"

// A Paper is what is printed and written on by hand.
type Paper struct {
	Blanks []ui.Blank
	Sign   ui.SignHere
}

func newPaper(w words) Paper {
	return Paper{
		Blanks: []ui.Blank{
			{Title: w.say("blank_write"), Hint: w.say("blank_hint"), Parts: []ui.BlankPart{ui.Room("", 2),
				ui.Room(w.say("blank_more"), 1)}},
			{Title: w.say("blank_tick"), Parts: []ui.BlankPart{{Ticks: []string{w.Say("consent.record.yes"),
				w.Say("consent.record.no")}}}},
			{Title: w.say("blank_ring"), Parts: []ui.BlankPart{{Note: w.say("blank_ends"), Scale: []int{0, 1, 2, 3}}}},
		},
		Sign: ui.SignHere{Text: w.say("sign"), Labels: []string{w.Say("paper.name"), w.Say("paper.signature"),
			w.Say("paper.day")}},
	}
}
