package story

import (
	"footbridge.org/footbridge/internal/pathway"
)

// A comeback is a second crisis: in days before today, when they left the team that
// helped this time, were referred by it, and what the lead did then.
type comeback struct {
	team             string
	left, referred   int
	at               string // the time of day of the referral
	decided, invited int
}

// comesBack tells of somebody who had support before and is referred again.
func (t *telling) comesBack(c *company, p *Person, l biography) {
	b := l.again
	if b == nil {
		return
	}
	again := &Person{}
	t.on(b.referred, b.at, "again "+l.name()+" 1 refer", func() {
		by, team := c.refers(b.team)
		now, a := by.RefersAgain(p, team, b.left-b.referred)
		a.OK()
		*again = *now
	})
	t.on(b.decided, "11:50", "again "+l.name()+" 2 screen", func() { c.lead(b.team).Accepts(again).OK() })
	t.on(b.invited, "15:05", "again "+l.name()+" 3 invite", func() { c.idris.Invites(again, pathway.InPerson).OK() })
}

// handing tells of words that somebody could not save any more, and gave to the lead.
func (t *telling) handing(c *company, p *Person, l biography) {
	if l.name() != "Callie Summers" {
		return
	}
	t.on(8, "17:40", "handed "+l.name(), func() {
		c.workers[deleAkande].HandsOver(p,
			"She rang me from her sister's. She sounded well, and asked whether she may keep the workbook.").OK()
	})
}
