package care

import (
	"cmp"
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// showLikely answers a referral with those who were found, as far as its team may
// know of them. Of another team's people that is no more than that there is
// somebody; they can read that it was looked.
func showLikely(tx *kernel.Tx, r pathway.Referral, found []programme.Person, open bool) error {
	return kernel.Instead(tx, authz.SeeLikely, func(look *kernel.ReadTx) (LikelyDuplicate, error) {
		l := LikelyDuplicate{Open: open}
		var others []programme.Person
		for _, p := range found {
			if open && p.Standing.Died() {
				l.Died = p.Standing.Since
			}
			if p.Team != r.Team {
				others = append(others, p)
				l.Elsewhere, l.Certain = true, l.Certain || sameNumber(p, r)
				continue
			}
			may, err := mayReturn(look, p, tx.Today)
			if err != nil {
				return l, err
			}
			if p, err = look.AsReferred(p); err != nil {
				return l, err
			}
			l.People = append(l.People, KnownPerson{p, may})
		}
		if l.Certain && !open {
			var err error
			if l.Barred, err = barredByNumber(look, found, r, tx.Today); err != nil {
				return l, err
			}
		}
		if err := kernel.Shows(look, authz.Recognise, others); err != nil {
			return l, err
		}
		return l, kernel.Shows(look, authz.SeeReferral, l.People)
	})
}

// knowable are those of found of whom r's team may know: its own people who are likely
// the same, and of another team's only who is exactly so, or was. Otherwise names could
// be tried until somebody is known here.
func knowable(tx *kernel.Tx, found []programme.Person, r pathway.Referral) ([]programme.Person, error) {
	same, err := tx.FindSame(r.Identity)
	return slices.DeleteFunc(found, func(p programme.Person) bool { return p.Team != r.Team && !holds(same, p.ID) }), err
}

func sameNumber(p programme.Person, r pathway.Referral) bool {
	return r.Identity.NHSNumber != "" && p.Identity.NHSNumber == r.Identity.NHSNumber
}

// ReferAgain stores r as another referral of somebody who is here already: of one
// of the team's own people who was found for it, or, named by nobody, of the
// person with its NHS number. It opens a new course of support under the same
// record, with nothing of the one before. While that one runs, nothing is opened,
// and who it is is returned as a LikelyDuplicate. Sending it again is safe.
func (c *Care) ReferAgain(ctx context.Context, who authz.Actor, r pathway.Referral, of id.Participant) error {
	return kernel.Change(ctx, c.Kernel, who, authz.MakeReferral, r.Team, func(tx *kernel.Tx) error {
		r.DefinitionVersion = tx.Definition.Ref()
		if p := r.Check(tx.Definition, tx.Today); p.Any() {
			return p
		}
		person, err := sameAs(tx, r, of)
		if err != nil {
			return err
		}
		if err := tx.Also(authz.ReferAgain, person.ID); err != nil {
			return err
		}
		r.Participant = person.ID
		if err := tx.ReferralSent(r); err != nil {
			return err
		}
		if may, err := mayReturn(tx, person, tx.Today); err != nil {
			return err
		} else if !may {
			return showLikely(tx, r, []programme.Person{person}, true)
		}
		if err := tx.AddReferralAgain(person, r, len(tx.Definition.Arms) > 1); err != nil {
			return err
		}
		return settleByReferral(tx, person, r)
	})
}

// settleByReferral answers the doubts about what r, another referral of before, says
// anew: each was about what was known until then.
func settleByReferral(tx *kernel.Tx, before programme.Person, r pathway.Referral) error {
	referral, err := tx.FindReferral(before.CurrentCourse())
	if err != nil {
		return err
	}
	was := pathway.Known{Identity: before.Identity, Contact: before.Contact, Care: referral.Fact.Care()}
	is := pathway.Known{Identity: r.Identity.Over(before.Identity), Contact: r.Contact.Over(before.Contact),
		Care: r.Over(referral.Fact).Care()}
	is.Care.DischargeDate, is.Care.OnCaseloadSince = was.Care.DischargeDate, was.Care.OnCaseloadSince // another time's
	answer := pathway.DoubtAnswer{ID: id.DoubtAnswer(r.ID), Mended: true}
	return kernel.SettleDoubts(tx, before.ID, answer, func(d pathway.Doubt) bool {
		topic := d.About.Topic()
		c := pathway.Correction{Topic: topic, Was: was.Of(topic), Is: is.Of(topic)}
		return c.Mends(d.About) && len(c.Changes()) > 0
	})
}

// sameAs finds whom r is about again. Nobody is found by an id alone, nor by a number
// alone: one that was typed wrong is somebody else's.
func sameAs(tx *kernel.Tx, r pathway.Referral, of id.Participant) (programme.Person, error) {
	found, err := tx.FindLikely(r.Identity)
	if err != nil {
		return programme.Person{}, err
	}
	return meant(found, r, of)
}

// meant is the one of found whom r is about again.
func meant(found []programme.Person, r pathway.Referral, of id.Participant) (programme.Person, error) {
	found = slices.DeleteFunc(slices.Clone(found), func(p programme.Person) bool {
		if of == "" {
			return !sameNumber(p, r)
		}
		return p.ID != of || p.Team != r.Team
	})
	if len(found) != 1 {
		return programme.Person{}, fault.Problems{{Field: "identity.nhs_number", Key: "referral.again.nobody"}}
	}
	if of == "" && found[0].Identity.BirthDate != r.Identity.BirthDate {
		return programme.Person{}, fault.Problems{{Field: "identity.birth_date", Key: "referral.again.other"}}
	}
	return found[0], nil
}

// barredByNumber is why the one of found who has r's NHS number can't be referred again by
// it: what r would be refused for isn't offered. It tells a team no more than the refusal would.
func barredByNumber(tx recordFinder, found []programme.Person, r pathway.Referral,
	today programme.Date) (fault.Problem, error) {
	p, err := meant(found, r, "")
	if refused, is := fault.AsProblems(err); is {
		return refused[0], nil
	}
	may, err := mayReturn(tx, p, today)
	switch {
	case err != nil || may:
		return fault.Problem{}, err
	case p.Standing.Died():
		died := say.English().ShortDay(p.Standing.Since.Time())
		return fault.Problem{Key: "referral.likely.died_number", Args: []any{died}}, nil
	}
	return fault.Problem{Key: "referral.likely.running_number"}, nil
}

// A returnFinder is a change or a look.
type returnFinder interface {
	FindLife(id.Participant) (life.Life, error)
	FindCourseHistory(programme.CourseOfSupport) (course.History, error)
	HasEndingRecorded(id.Participant) (bool, error)
}

// mayReturn tells whether nothing of p's support runs any more on the day today, in
// whichever of their records.
func mayReturn(tx recordFinder, p programme.Person, today programme.Date) (bool, error) {
	records := []programme.Person{p}
	if p.Joined {
		others, err := kernel.OtherRecords(tx, p.ID)
		if err != nil {
			return false, err
		}
		records = append(records, others...)
	}
	for _, r := range records {
		over, err := supportOver(tx, r, today)
		if err != nil || !course.MayReturn(r, over) {
			return false, err
		}
	}
	return true, nil
}

// supportOver tells whether no more visits are expected of p's support on the day today.
// In a study it asks only what both arms share: by when visits are to be held.
func supportOver(tx returnFinder, p programme.Person, today programme.Date) (bool, error) {
	if p.Study {
		return supportOverIn(tx, p, life.Life{}, today)
	}
	lifeNow, err := tx.FindLife(p.ID)
	if err != nil {
		return false, err
	}
	return supportOverIn(tx, p, lifeNow, today)
}

// supportOverIn tells the same for somebody of whose life lifeNow holds.
func supportOverIn(tx returnFinder, p programme.Person, lifeNow life.Life, today programme.Date) (bool, error) {
	d, err := content.Programme(p.Definition)
	if err != nil {
		return false, err
	}
	if p.Study {
		return p.Discharged.AddDays(d.WindowDays).Before(today), nil
	}
	history, err := tx.FindCourseHistory(p.CurrentCourse())
	if err != nil {
		return false, err
	}
	ended, err := tx.HasEndingRecorded(p.ID)
	return history.Course(d).Over(ended, course.WindowFor(d, p.Discharged, lifeNow, today), today), err
}

// beginAnew has what had everything wait before p's other referral wait no more, which v accepts.
// That is all it says: nobody said that they are ready to go on.
func beginAnew(tx *kernel.Tx, p programme.Person, v pathway.Decision) error {
	events, err := tx.ListLifeEvents(p.ID)
	if err != nil || len(events) == 0 || !events[len(events)-1].At.Before(p.ReferredAt) {
		return err
	}
	before := life.After(ledger.Facts(events))
	if !before.State.Waits() {
		return nil
	}
	e := life.Event{
		ID:          id.From[id.LifeEvent]([16]byte(tx.Draw("life_event/again/"+string(v.ID), 16))),
		Participant: p.ID, Kind: life.ReferredAgain, On: programme.Later(before.Since, tx.Today),
	}
	if err := tx.UntoldLifeEvents(p.ID).Add(tx.Tx, e); err != nil {
		return err
	}
	return overtake(tx, e)
}

// waitsAgain has everything wait as before p's other referral, when it isn't accepted after all,
// as by and why say; unless something has happened in their life since. An earlier build had it
// wait no more from the referral on.
func waitsAgain(tx *kernel.Tx, p programme.Person, by, why string) error {
	events, err := tx.ListLifeEvents(p.ID)
	if err != nil || len(events) == 0 {
		return err
	}
	last := events[len(events)-1]
	if last.Fact.Kind != life.ReferredAgain || last.At.Before(p.ReferredAt) {
		return nil
	}
	if err := tx.Undoings(p.ID, pathway.UndoLife).Add(tx.Tx, pathway.Undoing{
		ID: id.From[id.Undoing]([16]byte(tx.Draw("undoing/again/"+by, 16))), Why: why,
		Of: pathway.Entered{Kind: pathway.UndoLife, Fact: string(last.Fact.ID), Said: string(last.Fact.Kind),
			At: last.At, By: last.By},
	}); err != nil {
		return err
	}
	return overtake(tx, last.Fact)
}

// undecidedAgain has everything wait as before p's other referral, when u says that accepting it
// was a mistake.
func undecidedAgain(tx *kernel.Tx, p programme.Person, u pathway.Undoing) error {
	if u.Of.Kind != pathway.UndoDecision || u.Of.Said != string(pathway.Accept) {
		return nil
	}
	return waitsAgain(tx, p, string(u.ID), u.Why)
}

// standsOnceMore has p's other referral stand once more that came to nothing, when u says that it
// was no mistake after all.
func standsOnceMore(tx *kernel.Tx, p programme.Person, u pathway.Undoing) error {
	if u.Of.Kind != pathway.UndoDecision {
		return nil
	}
	void, is, err := lastVoid(tx, p)
	if err != nil {
		return err
	}
	if is {
		_, is, err = tx.Screenings(void.CurrentCourse()).Earlier(pathway.Decision{ID: id.Decision(u.Of.Fact)})
	}
	if is && err == nil {
		p, err = void, tx.ReopenCourse(p, void.CurrentCourse())
	}
	if err != nil || !p.Returned() || !is && u.Of.Said != string(pathway.TakeBack) {
		return err
	}
	return knownAnew(tx, p, u)
}

// lastVoid is p in the newest referral of theirs, when it came to nothing, so that the time
// before is the present one.
func lastVoid(tx interface {
	ListEarlierCourses(programme.Person) ([]programme.Person, error)
}, p programme.Person) (void programme.Person, is bool, err error) {
	if !p.Earlier {
		return void, false, nil
	}
	list, err := tx.ListEarlierCourses(p)
	if err != nil || len(list) == 0 || !list[0].Void() || list[0].ReferredAt.Before(p.ReferredAt) {
		return void, false, err
	}
	return list[0], true, nil
}

// closedSo answers fault.Unchanged when v has closed another referral of p's already: the time
// before is the present one by now.
func closedSo(tx *kernel.Tx, p programme.Person, v pathway.Decision) error {
	if !p.Earlier {
		return nil
	}
	list, err := tx.ListEarlierCourses(p)
	for _, was := range list {
		facts := tx.Screenings(was.CurrentCourse())
		first, is, err := facts.Earlier(v)
		if err != nil {
			return err
		}
		if is {
			v.Referral = first.Referral
			return facts.Sent(v)
		}
	}
	return err
}

// isAsBefore makes the time before p's other referral, which comes to nothing by v, the present
// one again, and has them be known as then: neither its names nor its numbers are theirs. What it
// answered by them is open again.
func isAsBefore(tx *kernel.Tx, p programme.Person, v pathway.Decision) error {
	if !p.Returned() {
		return nil
	}
	was, err := knownBefore(tx, p)
	if err != nil {
		return err
	}
	now, err := tx.FindToldApart(p.ID)
	if err != nil {
		return err
	}
	if err := tx.ReopenCourse(now, was.CurrentCourse()); err != nil {
		return err
	}
	if err := tx.KnowAs(p, string(v.ID), pathway.Known{Identity: was.Identity, Contact: was.Contact}); err != nil {
		return err
	}
	doubts, err := tx.KnownDoubts(p.ID)
	answer := pathway.DoubtAnswer{Again: true,
		ID: id.From[id.DoubtAnswer]([16]byte(tx.Draw("doubt_answer/back/"+string(v.ID), 16)))}
	for _, d := range doubts {
		if !d.Open() && d.Answer.Fact.ID == id.DoubtAnswer(v.Referral) {
			answer.Doubts = append(answer.Doubts, d.Fact.ID)
		}
	}
	return cmp.Or(err, kernel.AnswerDoubts(tx, p.ID, answer, nil))
}

// knownAnew has p be known by their other referral once more.
func knownAnew(tx *kernel.Tx, p programme.Person, u pathway.Undoing) error {
	said, err := tx.FindSaid(p.CurrentCourse())
	if err != nil || said.Identity.FamilyName == "" {
		return err
	}
	was, err := knownBefore(tx, p)
	if err != nil {
		return err
	}
	return tx.KnowAs(p, string(u.ID), pathway.Known{Identity: said.Identity.Over(was.Identity),
		Contact: said.Contact.Over(was.Contact)})
}
