package person

import (
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// GoesOn says to staff that another record of somebody goes on in place of the one that they
// look at, or has the answer to what they were asked in it, with the way to it for anybody who
// may open it; and before it that they stopped, or said no, in another one, and are to be asked.
func GoesOn(v say.Voice, zone *time.Location, g appcare.GoingOn) (n ui.Notice) {
	if asks := Asks(v, g.StoppedThere); asks != "" {
		n.Texts = append(n.Texts, asks)
	}
	key, other := "same_person.goes_on", g.Other
	switch {
	case g.SaidNo:
		key = "same_person.answered"
	case !g.Instead:
		return n
	case other.ID == "":
		key = "same_person.goes_on_ask"
	}
	n.Texts = append(n.Texts, v.Say(key))
	if other.ID != "" {
		n.Links = []ui.Link{{Path: Path(other.ID),
			Label: v.Say(key+"_link", other.Identity.FullName(), ui.Referred(v, zone, other, g.Records))}}
	}
	return n
}

// Asks says to staff that somebody stopped, or said no, in another record, and is to be asked
// whether they do in the one that they look at; empty where nobody has to.
func Asks(v say.Voice, stop appcare.StoppedThere) string {
	key := "same_person.asks"
	switch {
	case stop.On.IsZero():
		return ""
	case stop.SaidNo:
		key = "same_person.asks_no"
	}
	return v.Say(key, v.ShortDay(stop.On.Time()))
}

// GoesOnAbove is GoesOn in the list of a form.
func GoesOnAbove(v say.Voice, zone *time.Location, g appcare.GoingOn) (parts []ui.Control) {
	n := GoesOn(v, zone, g)
	for _, text := range n.Texts {
		parts = append(parts, ui.Text(text))
	}
	for _, l := range n.Links {
		parts = append(parts, l)
	}
	return parts
}

// OtherGoesOn marks a record, in a list, in whose place another one goes on.
func OtherGoesOn(v say.Voice) ui.Tag {
	return ui.Tag{Label: v.Say("same_person.goes_on_title"), State: ui.Attention}
}
