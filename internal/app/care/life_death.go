package care

import (
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// checkDay reports a day of e that visits which were held come after, as none is after a
// death, or while visits wait, and a day of death that is recorded already. Who may know
// of no visits is told of none: those who may find the two beside each other.
func checkDay(tx *kernel.Tx, e life.Event, now life.Life) (p fault.Problems, err error) {
	if e.Kind == life.DeathDay {
		reported, err := deathReported(tx, e.Participant)
		if err != nil {
			return nil, err
		}
		p.If(e.On == now.Since, "on", "life.on.same")
		day := programme.Of(reported, tx.Zone)
		p.If(e.On.After(day), "on", "life.on.reported", say.English().ShortDay(day.Time()))
	}
	if !e.Kind.DatesDeath() && !e.Kind.Holds() || !tx.May(authz.SeeVisits) {
		return p, nil
	}
	_, c, err := courseOf(tx)
	checkHeld(tx, c, e.On, "life.on.held", &p)
	return p, err
}

// checkHeld reports under key that visits of c were held on a day after on, by which
// all visits were over.
func checkHeld(tx *kernel.Tx, c course.Course, on programme.Date, key string, p *fault.Problems) {
	after := c.HeldAfter(on, tx.Zone)
	p.If(!on.IsZero() && len(after) > 0, "on", key, len(after), say.English().Days(after))
}

// askDay asks about a day of a death, or of what has visits wait, before something that is
// known of somebody, who was alive then, and well enough: the first of what is known. Each
// is what everybody may be told of them.
func askDay(tx *kernel.Tx, person programme.Person, e life.Event, now life.Life, p *fault.Problems) error {
	if !e.Kind.DatesDeath() && !e.Kind.Holds() {
		return nil
	}
	given, err := tx.ListConsents(person.CurrentCourse())
	if err != nil {
		return err
	}
	d, err := content.Programme(person.Definition)
	if now.State == life.Stopped || e.Kind.Holds() {
		now.Since = programme.Date{} // the death that is put right; a hold may come to light later than another
	}
	for _, known := range []struct {
		on  programme.Date
		key string
	}{
		{person.Discharged, "life.on.unlikely.discharge"},
		{programme.Of(person.ReferredAt, tx.Zone), "life.on.unlikely.referral"},
		{consentedOn(given, d, tx.Zone), "life.on.unlikely.consent"},
		{now.Since, "life.on.unlikely.life"},
	} {
		ahead := known.on.After(tx.Today) // a discharge that was planned
		p.Ask(e.On.Before(known.on) && !ahead, e.Sure, "on", known.key, say.English().ShortDay(known.on.Time()))
	}
	return err
}

// deathReported is when the service was told that participant had died.
func deathReported(tx *kernel.Tx, participant id.Participant) (at time.Time, err error) {
	events, err := tx.ListLifeEvents(participant)
	for _, x := range events {
		if x.Fact.Kind == life.Death {
			at = x.At
		}
	}
	return at, err
}

// deathDays are the day of e, and the one that was known before. Of a death, e was told
// with a day that may have been put right since: everywhere it is the one that holds, and
// what e said itself was before. Of a correction, what it put right was.
func deathDays(tx *kernel.ReadTx, e life.Event) (was, on programme.Date, err error) {
	if !e.Kind.DatesDeath() {
		return was, e.On, nil
	}
	events, err := tx.ListLifeEvents(e.Participant)
	told := false
	for _, x := range events {
		itself := x.Fact.ID == e.ID
		if told && x.Fact.Kind != life.DeathDay {
			break // they were alive, or have died since
		}
		if told = told || itself; itself {
			was = on
		}
		if x.Fact.Kind.DatesDeath() {
			on = x.Fact.On
		}
	}
	if e.Kind == life.Death {
		was = e.On
	}
	if was == on {
		was = programme.Date{}
	}
	return was, on, err
}
