package life

import (
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// OtherRecord names another record of the same person.
func OtherRecord(v say.Voice, zone *time.Location, o programme.Person) string {
	return v.Say("life.also.of", o.Identity.FullName(), v.ShortDay(o.ReferredAt.In(zone)))
}

// doesThere is what recording it in another record too does, sentence by sentence.
func doesThere(v say.Voice, o appcare.JoinedLife) []string {
	if o.Visits == nil {
		return []string{v.Say("life.also.does_any")}
	}
	texts := []string{v.Say("life.also.does")}
	if n := o.Visits.Planned; n > 0 {
		texts = append(texts, v.Say("life.also.planned", n))
	}
	if name := o.Visits.Staff[o.Visits.Worker]; name != "" {
		texts = append(texts, v.Say("life.also.tells", name))
	}
	return texts
}
