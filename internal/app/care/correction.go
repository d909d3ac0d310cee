package care

import (
	"cmp"
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// A Correcting is what a form that puts something right is drawn from.
type Correcting struct {
	Person    programme.Person
	Known     pathway.Known
	Asks      programme.Definition // what their team answered to
	Made      int                  // how many corrections there are: a form that was drawn from fewer has grown old
	SeeRecord bool
	Over      bool // the team that asks took its referral back: it has no more to say

	referral id.Referral
}

// About is whom it is about.
func (c Correcting) About() programme.Person { return c.Person }

// Closed tells whether a topic can't be put right: nobody is to reach somebody who
// has died, and what was decided was decided on the answers as they were.
func (c Correcting) Closed(topic pathway.Topic) bool {
	switch topic {
	case pathway.AboutContact, pathway.AboutSafety:
		return c.Person.Standing.Died()
	case pathway.AboutEligibility:
		return mayAnswer(c.Person) != nil
	}
	return false
}

// mayAnswer is a conflict when what p's team answered of whether they can take part can't be
// put right any more.
func mayAnswer(p programme.Person) error {
	switch {
	case p.Standing.Died():
		return fault.New(fault.Conflict, "correction.died")
	case p.State != programme.Referred:
		return fault.New(fault.Conflict, "correction.decided")
	}
	return nil
}

// AskCorrection shows what is known of participant, for somebody who may put it right.
func (c *Care) AskCorrection(ctx context.Context, who authz.Actor, participant id.Participant) (Correcting, error) {
	return kernel.View(ctx, c.Kernel, who, authz.AskCorrection, participant, func(tx *kernel.ReadTx) (Correcting, error) {
		now, err := correcting(tx, tx.Course)
		if err != nil {
			return now, err
		}
		now.Asks = tx.Definition
		now.Over, now.SeeRecord = overFor(tx, now.Person), tx.May(authz.SeePerson)
		if now.Known, err = shownTo(tx, tx.May, now); err == nil {
			now.Person.Identity, now.Person.Contact = now.Known.Identity, now.Known.Contact
		}
		return now, err
	})
}

// overFor tells whether who asks is of a team that took its referral of p back, and of no
// role that puts things right beside.
func overFor(tx interface{ May(authz.Action) bool }, p programme.Person) bool {
	return p.State == programme.TakenBack && !tx.May(authz.SeeCorrections)
}

// shownTo is what of now somebody reads who may do so much: a team that refers
// them after another, only its own.
func shownTo(tx saidFinder, may func(authz.Action) bool, now Correcting) (pathway.Known, error) {
	if may(authz.SeeCorrections) {
		return now.Known, nil
	}
	return ownWords(tx, now.Person, now.Known)
}

// A saidFinder is a change or a look.
type saidFinder interface {
	knownFinder
	FindSaid(programme.CourseOfSupport) (pathway.Known, error)
	ListEarlierCourses(programme.Person) ([]programme.Person, error)
	FindBefore(programme.Person, programme.CourseOfSupport) (programme.Person, error)
}

// ownWords is what of known is the own of the team that referred p: where another team did
// before, without what its referral left out, and was known then.
func ownWords(tx saidFinder, p programme.Person, known pathway.Known) (pathway.Known, error) {
	if !p.Returned() {
		return known, nil
	}
	said, err := tx.FindSaid(p.CurrentCourse())
	if err != nil || p.Void() && said.Identity.FamilyName != "" {
		return said, err
	}
	list, err := tx.ListEarlierCourses(p)
	another := func(was programme.Person) bool { return was.Team != p.Team && !was.Void() }
	if err != nil || !slices.ContainsFunc(list, another) {
		return known, err
	}
	was, err := knownBefore(tx, p)
	if err != nil {
		return known, err
	}
	referral, err := tx.FindReferral(was.CurrentCourse())
	before := pathway.Known{Identity: was.Identity, Contact: was.Contact, Care: referral.Fact.Care()}
	return known.Without(before, said), err
}

// knownBefore is p, who came back, as they were known before the referral that they came
// back with. One that came to nothing between says nothing of them.
func knownBefore(tx interface {
	ListEarlierCourses(programme.Person) ([]programme.Person, error)
	FindBefore(programme.Person, programme.CourseOfSupport) (programme.Person, error)
}, p programme.Person) (programme.Person, error) {
	list, err := tx.ListEarlierCourses(p)
	i := slices.IndexFunc(list, func(was programme.Person) bool { return !was.Void() })
	if err != nil || i < 0 {
		return p, err
	}
	return tx.FindBefore(p, list[i].CurrentCourse())
}

// A knownFinder is a change or a look.
type knownFinder interface {
	FindToldApart(id.Participant) (programme.Person, error)
	FindReferral(programme.CourseOfSupport) (ledger.Received[pathway.Referral], error)
	ListCorrections(id.Participant) ([]ledger.Received[pathway.Correction], error)
}

func correcting(tx knownFinder, of programme.CourseOfSupport) (c Correcting, err error) {
	if c.Person, err = tx.FindToldApart(of.Participant); err != nil {
		return c, err
	}
	referral, err := tx.FindReferral(of)
	if err != nil {
		return c, err
	}
	c.referral = referral.Fact.ID
	c.Known = pathway.Known{Identity: c.Person.Identity, Contact: c.Person.Contact, Care: referral.Fact.Care(),
		Eligibility: referral.Fact.Eligibility}
	made, err := tx.ListCorrections(of.Participant)
	c.Made = len(made)
	return c, err
}

// PutRight records v, and from then on everybody reads what it says. The form was
// drawn when there were so many corrections: another since is a conflict, for what
// it says may be about the same. Unless sure, another record that is of exactly this
// person from then on is returned as a LikelyDuplicate, and nothing is saved. Sending it
// again is safe.
func (c *Care) PutRight(ctx context.Context, who authz.Actor, participant id.Participant, v pathway.Correction,
	drawn int, sure bool) error {
	return kernel.Change(ctx, c.Kernel, who, authz.PutRight, participant, func(tx *kernel.Tx) error {
		now, err := correcting(tx, tx.Course)
		if err != nil {
			return err
		}
		now.Over = overFor(tx, now.Person)
		shown, err := shownTo(tx, tx.May, now)
		if err != nil {
			return err
		}
		v.Is = v.Is.Keeping(now.Known, shown).Of(v.Topic)
		if v, err = corrected(tx, now, v); err != nil {
			return err
		}
		return kernel.Record(tx, tx.Corrections(participant), v, func() error {
			switch {
			case now.Over:
				return fault.New(fault.Conflict, "correction.taken_back")
			case v.Topic == pathway.AboutEligibility && now.Closed(v.Topic):
				return mayAnswer(now.Person)
			case now.Closed(v.Topic):
				return fault.New(fault.Conflict, "correction.died")
			case now.Made != drawn:
				return fault.New(fault.Conflict, "correction.moved")
			}
			referred := programme.Of(now.Person.ReferredAt, tx.Zone)
			p := v.Check(tx.Definition, now.Known, referred, tx.Today)
			if err := checkAround(tx, now.Person, v, p); err != nil || sure {
				return err
			}
			return refuseSame(tx, now, v)
		}, func() error { return tx.PutRight(now.Person, v) }, func() error {
			if v.Topic != pathway.AboutCare {
				return nil
			}
			return kernel.MoveFollowUps(tx, participant)
		}, func() error {
			return followsLead(tx, now.Person, v, tx.May(authz.Screen))
		}, func() error {
			mended := pathway.DoubtAnswer{ID: id.DoubtAnswer(v.ID), Mended: true}
			return kernel.SettleDoubts(tx, participant, mended, func(d pathway.Doubt) bool { return v.Mends(d.About) })
		})
	})
}

// checkAround adds to p that a birth or a discharge would come after what is known of
// somebody: their death, and the first visit that was held. On which day that was is for those
// who may know of visits; in a study, that there was one is too.
func checkAround(tx *kernel.Tx, person programme.Person, v pathway.Correction, p fault.Problems) error {
	field, day := "identity.birth_date", v.Is.Identity.BirthDate
	if v.Topic == pathway.AboutCare {
		field, day = "discharge_date", v.Is.Care.DischargeDate
	}
	if _, found := p.On(field); found {
		return p
	}
	p.If(person.Standing.Died() && day.After(person.Standing.Since), field, "life.after_death")
	knows := tx.May(authz.SeeVisits)
	if v.Topic != pathway.AboutCare || day == person.Discharged || person.Study && !knows {
		return p.Err()
	}
	_, visits, err := courseOf(tx)
	if held := visits.Held(); err == nil && len(held) > 0 {
		first := programme.Of(held[0].Begins(), tx.Zone)
		p.If(day.After(first) && knows, field, "correction.discharge_date.visit", say.English().ShortDay(first.Time()))
		p.If(day.After(first) && !knows, field, "correction.discharge_date.visited")
	}
	return cmp.Or(err, p.Err())
}

// corrected is v with what the server says of it: that of the first time, when it
// was sent before.
func corrected(tx *kernel.Tx, now Correcting, v pathway.Correction) (pathway.Correction, error) {
	v.Referral = now.referral
	first, is, err := tx.Corrections(now.Person.ID).Earlier(v)
	if is {
		v.Referral = first.Referral
		return v.Of(first.Was), err
	}
	return v.Of(now.Known), err
}

// refuseSame shows whose record is of exactly the person that v says somebody is, and
// wasn't before. Of anybody whose record the person who asks can't read it says only
// that there is somebody; they can read that it was looked.
func refuseSame(tx *kernel.Tx, now Correcting, v pathway.Correction) error {
	if v.Topic != pathway.AboutIdentity {
		return nil
	}
	found, err := tx.FindSame(v.Is.Identity)
	if err != nil {
		return err
	}
	before, err := tx.FindSame(now.Known.Identity)
	if err != nil {
		return err
	}
	joined, err := tx.ListJoined(now.Person.ID)
	found = slices.DeleteFunc(found, func(p programme.Person) bool {
		return p.ID == now.Person.ID || holds(joined, p.ID) || holds(before, p.ID)
	})
	if err != nil || len(found) == 0 {
		return err
	}
	return kernel.Instead(tx, authz.SeeLikelyOther, func(look *kernel.ReadTx) (LikelyDuplicate, error) {
		l := LikelyDuplicate{MayJoin: look.May(authz.AskJoin)}
		if err := kernel.ShowExactly(look, found); err != nil {
			return l, err
		}
		var read, own, others []programme.Person
		for _, p := range found {
			switch {
			case kernel.MayOf(look, authz.SeePerson, p):
				read = append(read, p)
			case kernel.MayOf(look, authz.SeeReferral, p):
				own = append(own, p)
			default:
				others, l.Elsewhere = append(others, p), true
				continue
			}
			l.People = append(l.People, KnownPerson{Person: p})
		}
		return l, cmp.Or(kernel.Shows(look, authz.SeePerson, read), kernel.Shows(look, authz.SeeReferral, own),
			kernel.Shows(look, authz.Recognise, others))
	})
}

// A CorrectionPage is one page of what was put right of what is known of somebody,
// the newest first.
type CorrectionPage struct {
	Person      programme.Person
	Corrections []ledger.Received[pathway.Correction]
	Count       int
	Undone      []ledger.Received[pathway.Undoing] // on the first page, for those who may know of it
	Staff       map[id.Account]string
	Definition  programme.Definition
	MayPutRight bool
	SeeRecord   bool
}

// ListCorrections lists what was put right of what is known of participant. What
// somebody wrote of why may tell of visits: of anybody in a study it is for those
// who may know of them, and for the person who wrote it.
func (c *Care) ListCorrections(ctx context.Context, who authz.Actor, participant id.Participant,
	page programme.Page) (CorrectionPage, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeCorrections, participant,
		func(tx *kernel.ReadTx) (p CorrectionPage, err error) {
			p.Definition = tx.Definition
			p.MayPutRight, p.SeeRecord = tx.May(authz.PutRight), tx.May(authz.SeePerson)
			if p.Person, err = tx.FindToldApart(participant); err != nil {
				return p, err
			}
			if p.Staff, err = tx.ListStaffApart(); err != nil {
				return p, err
			}
			all, err := tx.ListCorrections(participant)
			slices.Reverse(all)
			p.Corrections, p.Count = programme.Lines(page, all), len(all)
			p.hideWhy(tx, who)
			if err == nil && page.Offset() == 0 && tx.May(authz.AskUndo) {
				p.Undone, err = undoingsFor(tx, participant)
			}
			return p, err
		})
}

// hideWhy leaves out why something was put right where that may tell who looks of visits.
func (p CorrectionPage) hideWhy(tx *kernel.ReadTx, who authz.Actor) {
	for i := range p.Corrections {
		if p.Person.Study && !tx.May(authz.SeeVisits) && p.Corrections[i].By != string(who.Account) {
			p.Corrections[i].Fact.Why = ""
		}
	}
}

// answeredAnew is what of made is about the answers of person's referral, the newest first;
// nil where nothing is.
func answeredAnew(tx *kernel.ReadTx, who authz.Actor, person programme.Person, referral id.Referral,
	made []ledger.Received[pathway.Correction]) (*CorrectionPage, error) {
	all := slices.DeleteFunc(slices.Clone(made), func(c ledger.Received[pathway.Correction]) bool {
		return c.Fact.Topic != pathway.AboutEligibility || c.Fact.Referral != referral
	})
	if len(all) == 0 {
		return nil, nil
	}
	slices.Reverse(all)
	p := CorrectionPage{Person: person, Corrections: all, Count: len(all), Definition: tx.Definition}
	p.hideWhy(tx, who)
	var err error
	p.Staff, err = tx.ListStaffApart()
	return &p, err
}

// An OwnCorrection is something that was put right about a participant, or taken back, as
// they are told of it: by whom is said by what they do here.
type OwnCorrection struct {
	Look
	Topic  pathway.Topic
	Undone pathway.Undoable // instead, of a fact that was entered by mistake
}

// ListOwnCorrections lists what was put right about the participant who asks, the
// newest first, and how many there are.
func (c *Care) ListOwnCorrections(ctx context.Context, who authz.Actor,
	page programme.Page) ([]OwnCorrection, int, error) {
	count := 0
	list, err := kernel.View(ctx, c.Kernel, who, authz.ListOwnCorrections, who.Participant,
		func(tx *kernel.ReadTx) ([]OwnCorrection, error) {
			all, err := madeRight(tx, who.Participant)
			if err != nil {
				return nil, err
			}
			count = len(all)
			return ownCorrections(tx, programme.Lines(page, all))
		})
	return list, count, err
}

// madeRight is everything that was put right of participant's, or taken back, the newest
// first.
func madeRight(tx *kernel.ReadTx, participant id.Participant) ([]ledger.Received[OwnCorrection], error) {
	corrections, err := tx.ListCorrections(participant)
	if err != nil {
		return nil, err
	}
	var all []ledger.Received[OwnCorrection]
	for _, c := range slices.Backward(corrections) {
		all = append(all, ledger.Received[OwnCorrection]{At: c.At, By: c.By, Fact: OwnCorrection{Topic: c.Fact.Topic}})
	}
	undoings, err := tx.ListUndoings(participant)
	for _, u := range undoings {
		if tellsOfReferral(u.Fact.Of) {
			continue
		}
		all = append(all, ledger.Received[OwnCorrection]{At: u.At, By: u.By, Fact: OwnCorrection{Undone: u.Fact.Of.Kind}})
	}
	slices.SortStableFunc(all, func(a, b ledger.Received[OwnCorrection]) int { return b.At.Compare(a.At) })
	return all, err
}

func ownCorrections(tx *kernel.ReadTx, made []ledger.Received[OwnCorrection]) ([]OwnCorrection, error) {
	entries := make([]audit.Entry, len(made))
	for i, m := range made {
		entries[i] = audit.Entry{At: m.At, Actor: m.By}
	}
	looks, err := told(tx, entries)
	if err != nil {
		return nil, err
	}
	list := ledger.Facts(made)
	for i := range list {
		list[i].Look = looks[i]
	}
	return list, nil
}
