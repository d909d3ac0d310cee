package story

import (
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

// A mend is something that was known wrongly of somebody, or not asked, and is put
// right so many days ago.
type mend struct {
	days   int
	at     string
	topic  pathway.Topic
	why    string
	change func(*pathway.Known)
}

// mends are by the names of those whom they are about.
var mends = map[string]mend{
	"Nkechi Obi": {19, "12:10", pathway.AboutContact,
		"She read it back to me on the telephone: two digits were the wrong way round.",
		func(k *pathway.Known) { k.Contact.Phone = "07700 900517" }},
	"Winston Braithwaite": {11, "15:25", pathway.AboutIdentity, "He goes by Win, and his family does too.",
		func(k *pathway.Known) { k.Identity.KnownAs = "Win" }},
	"Leila Farahani": {70, "09:50", pathway.AboutCare, "The surgery has merged with the one next door.",
		func(k *pathway.Known) { k.Care.GP.Practice = "Tannery Row and Weir Street Surgery" }},
	"Joy Mensah": {31, "10:15", pathway.AboutSafety, "Her nephew listens to the messages first.",
		func(k *pathway.Known) { k.Contact.LeaveVoicemail = programme.SafeNo }},
}

// mending tells what was put right of somebody, and what Ash found on the doorstep.
func (t *telling) mending(c *company, p *Person, l biography) {
	if m, is := mends[l.name()]; is && l.team != coastTeam { // somebody there has the same name
		t.on(m.days, m.at, "mend "+l.name(), func() { c.idris.PutsRight(p, m.topic, m.why, m.change).OK() })
	}
	if l.name() == "Alasdair MacIntyre" {
		t.on(1, "17:05", "doubt "+l.name(), func() {
			c.workers[ashMurray].Doubts(p, pathway.WrongPhone, "It rings at a garage. He will give me another.").OK()
		})
		t.on(1, "17:15", "support "+l.name(), func() {
			visits, a := c.workers[ashMurray].OpensVisits(p)
			a.OK()
			held := visits.Course.Held()
			c.workers[ashMurray].AsksForSupport(p, held[len(held)-1].ID, safety.SupportThisWeek,
				"He talked a lot about his brother's death. It has stayed with me, and I would like to talk it over.").OK()
		})
	}
}
