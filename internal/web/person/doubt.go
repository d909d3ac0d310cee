package person

import (
	"time"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// SaidOf is what the person who reads it said is wrong, each with what came of it.
func SaidOf(v say.Voice, zone *time.Location, said []pathway.KnownDoubt) ui.Callout {
	if len(said) == 0 {
		return ui.Callout{}
	}
	c := ui.Callout{Title: v.Say("doubt.said")}
	for _, d := range said {
		day, about := v.ShortDay(d.At.In(zone)), v.Say("doubt.about."+string(d.Fact.About))
		text := v.Say("doubt.said_on", day, about)
		if !d.Open() {
			key := "doubt.said_right"
			if d.Answer.Fact.Mended {
				key = "doubt.said_mended"
			}
			text = v.Say(key, day, about, v.ShortDay(d.Answer.At.In(zone)))
		}
		c.Texts = append(c.Texts, text)
	}
	return c
}
