package story

import (
	"fmt"

	"footbridge.org/footbridge/internal/pathway"
)

// later tells what somebody chose once they had been accepted.
func (t *telling) later(c *company, p *Person, l biography) {
	for _, turn := range l.then {
		t.on(turn.days, t.timeOf(l.name()+string(turn.what)), "then "+l.name()+" "+string(turn.what),
			func() { t.turn(c, p, turn) })
	}
}

func (t *telling) turn(c *company, p *Person, now turn) {
	switch now.what {
	case pathway.EventInvite:
		ways := pathway.InvitationMethods()
		c.idris.Invites(p, ways[t.s.Below("way/"+p.name, len(ways))]).OK()
	case pathway.EventConsent:
		c.idris.TakesConsent(p, t.taking(p), t.without(p)...).OK()
	case pathway.EventSayNo:
		c.idris.HearsNo(p, now.text).OK()
	case pathway.EventWithdrawFromVisits:
		c.idris.HearsStop(p, pathway.FromVisitsOnly, now.text).OK()
	case pathway.EventWithdraw:
		c.idris.HearsStop(p, pathway.Wholly, now.text).OK()
	}
}

func (t *telling) taking(p *Person) pathway.ConsentMethod {
	ways := pathway.ConsentMethods()
	return ways[t.s.Below("taking/"+p.name, len(ways))]
}

// without is what somebody did not agree to: one in three says no to quotes,
// and some of those to letters too.
func (t *telling) without(p *Person) []string {
	switch t.s.Below("without/"+p.name, 6) {
	case 0:
		return []string{"quotes"}
	case 1:
		return []string{"quotes", "letters"}
	}
	return nil
}

// timeOf is a time of a working day that belongs to name.
func (t *telling) timeOf(name string) string {
	minutes := 9*60 + 5*t.s.Below("time/"+name, 96) // nine to five, in fives
	return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
}
