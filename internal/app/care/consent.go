package care

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// A ConsentRecord is what somebody was asked, what they answered, and what
// holds now.
type ConsentRecord struct {
	Person     programme.Person
	Definition programme.Definition
	Standing   pathway.Standing
	History    pathway.History
	Staff      map[id.Account]string // what staff are called
	Today      programme.Date
	Undecided  bool // they can't decide about taking part at present
	// StudyBefore is what a study of before decides about this time, as both arms are told it:
	// nobody who asks for consent learns more. Nil without one.
	StudyBefore *StudyBefore
	May         ConsentSteps
	SeeVisits   bool        // which stopping cancels
	Planned     []time.Time // those, for anybody who may know of them
	GoingOn
	Joined    []JoinedStop               // others that a stop, or a no, would change too, for who may record it
	Elsewhere bool                       // for themselves: a stop, or a no, leaves something in another record
	Asked     bool                       // somebody is told then, or was and has yet, to ask them about that one
	VisitsOn  bool                       // visits go on there, as far as everybody may know
	Earlier   []EarlierOf[ConsentRecord] // of courses before
}

// GoesOnInstead says nothing of another record to those who have left this one: what they come
// too late for is over because of that.
func (r ConsentRecord) GoesOnInstead() (other programme.Person, records []programme.Person, is bool) {
	other, records, is = r.GoingOn.GoesOnInstead()
	return other, records, is && !r.Person.State.Left()
}

// before are the earlier courses in which what they agreed to still holds.
func (r ConsentRecord) before() (list []programme.Person) {
	for _, e := range r.Earlier {
		if e.Of.Person.State.TakesPart() {
			list = append(list, e.Of.Person)
		}
	}
	return list
}

// AgreedBefore tells whether what they agreed to in an earlier course still holds.
func (r ConsentRecord) AgreedBefore() bool { return len(r.before()) > 0 }

// Stops names the courses of support that stopping everything stops now.
func (r ConsentRecord) Stops() string { return stopping(r.Person, r.before()) }

// StopsThere names the other records in which a no would stop everything.
func (r ConsentRecord) StopsThere() string {
	var records []string
	for _, o := range r.Joined {
		if !o.SaysNo {
			records = append(records, string(o.ID))
		}
	}
	return strings.Join(records, " ")
}

// StopsBefore tells whether that is all that they can stop.
func (r ConsentRecord) StopsBefore() bool { return r.AgreedBefore() && !r.Person.State.TakesPart() }

// ConsentSteps are the steps that can be taken from where somebody stands, by
// the person looking. Taking one asks again.
type ConsentSteps struct {
	Invite, Consent, SayNo, StopVisits, Stop bool
	ConsentBefore                            bool // alone: what they agreed to before they couldn't decide
}

// A ConsentForm is what somebody signs by hand.
type ConsentForm struct {
	ConsentRecord
	Organisation string
	From         programme.Sender // the zero sender when it has set none
}

// SeeConsentForm shows staff what participant can be given to sign, or a
// conflict where they can't consent now.
func (c *Care) SeeConsentForm(ctx context.Context, who authz.Actor, participant id.Participant) (ConsentForm, error) {
	var f ConsentForm
	var err error
	f.ConsentRecord, err = c.consents(ctx, who, authz.SeeConsents, participant,
		func(tx *kernel.ReadTx, r *ConsentRecord) error {
			if !consentSteps(tx, *r, authz.RecordConsent, authz.RecordDeclining, authz.RecordWithdrawal).Consent {
				if r.Person.Standing.Died() {
					return fault.New(fault.Conflict, "standing.became.died")
				}
				return fault.New(fault.Conflict, "consent.paper.not_now")
			}
			home, err := tx.FindOrganisation()
			if err != nil {
				return err
			}
			f.Organisation = home.Name
			f.From, err = tx.FindSender()
			return err
		})
	return f, err
}

// SeeConsents shows staff how participant stands.
func (c *Care) SeeConsents(ctx context.Context, who authz.Actor, participant id.Participant) (ConsentRecord, error) {
	return c.consents(ctx, who, authz.SeeConsents, participant, func(tx *kernel.ReadTx, r *ConsentRecord) error {
		r.May = consentSteps(tx, *r, authz.RecordConsent, authz.RecordDeclining, authz.RecordWithdrawal)
		r.SeeVisits = tx.May(authz.SeeVisits)
		if r.Person.Joined && (r.May.Stop || r.May.SayNo) {
			var err error
			if r.Joined, err = joinedStops(tx, participant); err != nil {
				return err
			}
		}
		if !r.May.Stop || !r.SeeVisits {
			return nil
		}
		history, err := tx.FindCourseHistory(tx.Course)
		r.Planned = startsToCome(tx, history.Course(tx.Definition))
		return err
	})
}

// SeeOwnConsents shows participant, who asks, what they agreed to. Visits can
// be stopped by whom the programme brings some.
func (c *Care) SeeOwnConsents(ctx context.Context, who authz.Actor, participant id.Participant) (ConsentRecord, error) {
	return c.consents(ctx, who, authz.SeeOwnConsents, participant, func(tx *kernel.ReadTx, r *ConsentRecord) error {
		r.May = consentSteps(tx, *r, authz.Agree, authz.SayNo, authz.Withdraw)
		r.May.ConsentBefore = false // their own screen takes what they say now
		var err error
		if err = seeElsewhere(tx, r); err != nil || !r.May.StopVisits {
			return err
		}
		if r.Instead && tx.Scope.Worker == "" { // nobody comes in this record
			var c course.Course
			c, err = theirCourse(tx, participant)
			r.May.StopVisits = len(c.ToCome(tx.Now)) > 0
			return err
		}
		r.May.StopVisits, err = bringsVisits(tx, tx.Definition, tx.Today, r.Person)
		return err
	})
}

// consentsBefore are what person was asked in earlier courses, and what they answered. A
// course without any is left out.
func consentsBefore(tx *kernel.ReadTx, person programme.Person) ([]EarlierOf[ConsentRecord], error) {
	all, err := before(tx, person, func(was programme.Person, d programme.Definition) (ConsentRecord, error) {
		r := ConsentRecord{Person: was, Definition: d}
		var err error
		r.History, err = answersOf(tx, was)
		return r, err
	})
	return slices.DeleteFunc(all, func(e EarlierOf[ConsentRecord]) bool { return len(e.Of.History) == 0 }), err
}

func (c *Care) consents(ctx context.Context, who authz.Actor, look authz.Action, participant id.Participant,
	offer func(*kernel.ReadTx, *ConsentRecord) error) (ConsentRecord, error) {
	return kernel.View(ctx, c.Kernel, who, look, participant, func(tx *kernel.ReadTx) (ConsentRecord, error) {
		r := ConsentRecord{Definition: tx.Definition, Today: tx.Today}
		var err error
		if r.Person, err = recorded(tx, participant); err != nil {
			return ConsentRecord{}, err
		}
		if r.History, err = answersOf(tx, r.Person); err != nil {
			return ConsentRecord{}, err
		}
		now, err := tx.FindLife(participant)
		if err != nil {
			return ConsentRecord{}, err
		}
		r.Undecided = !now.MayDecide(tx.Today)
		if r.Person.Returned() {
			if r.StudyBefore, err = studyBeforeToldApart(tx, r.Person); err != nil {
				return ConsentRecord{}, err
			}
		}
		if r.GoingOn, err = showGoingOn(tx, r.Person); err != nil {
			return ConsentRecord{}, err
		}
		if r.Earlier, err = consentsBefore(tx, r.Person); err != nil {
			return ConsentRecord{}, err
		}
		if err = offer(tx, &r); err != nil {
			return ConsentRecord{}, err
		}
		r.May.StopVisits = r.May.StopVisits && r.Person.Standing.Is != programme.Ended
		r.Standing = r.History.StandingIn(tx.Definition, r.Person.State)
		r.Staff, err = tx.ListStaffApart()
		return r, err
	})
}

// consentSteps are those that can be taken from where somebody stands by anybody who
// may: none after a death, and nobody is asked who can't decide.
func consentSteps(tx *kernel.ReadTx, r ConsentRecord, consent, no, stop authz.Action) ConsentSteps {
	p := r.Person
	may := func(action authz.Action, on pathway.Event) bool {
		next, err := pathway.Next(p.State, on)
		return err == nil && !(r.Instead && begins(p.State, next)) && !p.Standing.Died() && tx.May(action)
	}
	agree := may(consent, pathway.EventConsent)
	return ConsentSteps{
		Invite: !r.Undecided && may(authz.Invite, pathway.EventInvite), Consent: !r.Undecided && agree,
		SayNo:         may(no, pathway.EventSayNo),
		StopVisits:    may(stop, pathway.EventWithdrawFromVisits),
		Stop:          may(stop, pathway.EventWithdraw) || r.AgreedBefore() && !p.Standing.Died() && tx.May(stop),
		ConsentBefore: r.Undecided && agree,
	}
}

// mayAgree tells whether person, who asks, is invited and can agree themselves now.
func mayAgree(tx *kernel.ReadTx, person programme.Person, goingOn GoingOn) (bool, error) {
	if person.State != programme.Invited {
		return false, nil
	}
	now, err := tx.FindLife(person.ID)
	r := ConsentRecord{Person: person, GoingOn: goingOn, Undecided: !now.MayDecide(tx.Today)}
	return consentSteps(tx, r, authz.Agree, authz.SayNo, authz.Withdraw).Consent, err
}

// RecordConsent stores a consent that who took from participant. Sending it
// again is safe.
func (c *Care) RecordConsent(ctx context.Context, who authz.Actor, participant id.Participant,
	v pathway.Consent) error {
	return c.recordConsent(ctx, who, participant, v, false)
}

// RecordVisitsAgain is RecordConsent of somebody who took part without visits, and has
// asked for them again: no other consent brings visits back.
func (c *Care) RecordVisitsAgain(ctx context.Context, who authz.Actor, participant id.Participant,
	v pathway.Consent) error {
	return c.recordConsent(ctx, who, participant, v, true)
}

func (c *Care) recordConsent(ctx context.Context, who authz.Actor, participant id.Participant, v pathway.Consent,
	again bool) error {
	return kernel.Change(ctx, c.Kernel, who, authz.RecordConsent, participant, func(tx *kernel.Tx) error {
		v.Participant, v.TakenBy = participant, who.Account
		first, is, err := tx.Consents(tx.Course).Earlier(v)
		if err != nil {
			return err
		}
		person, err := tx.FindPerson(participant)
		v.StillStopped = person.Study && person.State == programme.WithoutVisits && !mayKnowOfVisits(tx)
		if is {
			v.StillStopped = first.StillStopped
		}
		return cmp.Or(err, addConsent(tx, v, again))
	})
}

// Agree stores what participant agrees to themselves, on their own screen. The
// moment is the server's; sending it again keeps the first.
func (c *Care) Agree(ctx context.Context, who authz.Actor, participant id.Participant, v pathway.Consent) error {
	return kernel.Change(ctx, c.Kernel, who, authz.Agree, participant, func(tx *kernel.Tx) error {
		v.Participant, v.TakenBy, v.How, v.Witness, v.At = participant, who.Account, pathway.OnScreen, "", tx.Now
		first, is, err := tx.Consents(tx.Course).Earlier(v)
		if err != nil {
			return err
		}
		if is {
			v.At = first.At
		}
		return addConsent(tx, v, false)
	})
}

func addConsent(tx *kernel.Tx, v pathway.Consent, again bool) error {
	move := mayMove(tx, v.Event())
	settle := func() error { return nil }
	return kernel.Record(tx, tx.Consents(tx.Course), v, func() error {
		var err error
		settle, err = settles(tx)
		return cmp.Or(mayConsent(tx, v, again), err)
	},
		func() error { return awaitFollowUps(tx, v) }, move, func() error { return settle() }, func() error {
			if !again {
				return nil
			}
			return tellWorkerOf(tx, string(v.ID))
		})
}

// mayConsent reports why v can't be. A yes to visits from a form that doesn't know that
// they were stopped, or have begun again, is a conflict.
func mayConsent(tx *kernel.Tx, v pathway.Consent, again bool) error {
	person, err := tx.FindPerson(v.Participant)
	if err != nil {
		return err
	}
	history, err := answersOf(tx, person)
	if err != nil {
		return err
	}
	within, err := informedSpan(tx, history)
	if err != nil {
		return err
	}
	if v.StillStopped {
		person = person.ToldApart()
	}
	stopped := person.State == programme.WithoutVisits
	if stopped && v.Event() == pathway.EventConsent && !again || again && !stopped {
		return fault.New(fault.Conflict, "consent.visits.stopped")
	}
	p := v.Check(pathway.AskedOf(tx.Definition, person.State), tx.Now, tx.Zone, within)
	now, err := tx.FindLife(v.Participant)
	if _, found := p.On("at"); !found {
		p.If(!now.MayDecide(programme.Of(v.At, tx.Zone)), "at", "consent.at.undecided")
	}
	if newest := history.Newest(); newest != nil {
		day := programme.Of(newest.Consent.At, tx.Zone)
		p.Ask(programme.Of(v.At, tx.Zone).Before(day), v.Sure, "at", "consent.at.older", say.English().ShortDay(day.Time()))
	}
	return cmp.Or(err, p.Err())
}

// awaitFollowUps has what v agrees to be asked later fall due. Who agreed neither
// to be asked nor to be looked up is not followed up.
func awaitFollowUps(tx *kernel.Tx, v pathway.Consent) error {
	if tx.Definition.Study() {
		return nil // of a study's people, the allocation begins it
	}
	agreed := pathway.History{{Consent: &v}}.StandingIn(tx.Definition, programme.Consented)
	if !agreed.Agrees(outcome.QuestionnairesItem) && !agreed.Agrees(outcome.HealthRecordItem) {
		return nil
	}
	person, err := tx.FindPerson(v.Participant)
	if err != nil {
		return err
	}
	due, err := outcome.FollowUps(tx.Definition, programme.Date{}, person.Discharged)
	if err != nil {
		return err
	}
	return tx.AwaitFollowUps(tx.Course, "", due, tx.Zone)
}
