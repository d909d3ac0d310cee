package care

import (
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// checkVisitDay adds to p, beside field, what was so on day that speaks against a visit
// of the course that person is in: it had ended, they lived elsewhere, everything waited,
// or they had stopped. The first two must be put right where they are wrong; somebody may
// have been visited on a ward, or by a worker who hadn't heard. On the day itself, a visit
// came before.
func checkVisitDay(tx *kernel.Tx, person programme.Person, field string, day programme.Date, sure fault.Sure,
	p *fault.Problems) error {
	if _, wrong := p.On(field); wrong {
		return nil
	}
	ending, err := tx.FindEndingHistory(person.CurrentCourse())
	if err != nil {
		return err
	}
	lifeNow, err := tx.FindLife(person.ID)
	if err != nil {
		return err
	}
	consents, err := tx.FindConsentHistory(person.CurrentCourse())
	said := func(on programme.Date) string { return say.English().ShortDay(on.Time()) }
	ended, over := ending.Ending()
	held, stopped := lifeNow.On(day), consents.SaidNo()
	gone := !person.State.TakesPart() || person.State == programme.WithoutVisits
	switch {
	case over && day.After(ended.On):
		p.If(true, field, "visit.day.ended", said(ended.On))
	case held.State == life.Away:
		p.If(true, field, "visit.day.moved", said(held.From))
	default:
		p.Ask(held.State == life.Paused, sure, field, "visit.day.paused", said(held.From))
		p.Ask(gone && !stopped.IsZero() && day.After(stopped), sure, field, "visit.day.stopped", said(stopped))
	}
	return err
}
