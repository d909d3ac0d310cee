package care

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/workforce"
)

// Followed is what has followed from a fact, so that it stays. Its words say what can
// be done instead.
type Followed string

const (
	FollowedAsked     Followed = "asked"     // they were invited, or have answered
	FollowedAllocated Followed = "allocated" // to an arm
	FollowedMatch     Followed = "match"
	FollowedTold      Followed = "told" // the person, of who visits
	FollowedVisited   Followed = "visited"
	FollowedPlanned   Followed = "planned"
	FollowedHanded    Followed = "handed" // the visits to come, to the worker
	FollowedLetter    Followed = "letter"
	FollowedMore      Followed = "more"   // they were told more of their visits since
	FollowedOwn       Followed = "own"    // nothing has, but it is the person's own answer
	FollowedDeath     Followed = "death"  // nothing has, but it has a form of its own
	FollowedJoined    Followed = "joined" // another record of theirs goes on by now
	FollowedLife      Followed = "life"   // something else has happened to them since
)

// An undoFinder is a change or a look.
type undoFinder interface {
	kernel.ElsewhereFinder
	matchFinder
	courseReader
	recordFinder
	ListEarlierCourses(programme.Person) ([]programme.Person, error)
	FindTakingPart(id.Participant) (trial.TakingPart, bool, error)
	FindAccountOfParticipant(id.Participant) (id.Account, error)
	ListScreenings(programme.CourseOfSupport) ([]ledger.Received[pathway.Decision], error)
	FindConsentHistory(programme.CourseOfSupport) (pathway.History, error)
	FindEndingHistory(programme.CourseOfSupport) (course.EndingHistory, error)
	ListSentLetters(programme.CourseOfSupport) ([]ledger.Received[course.SentLetter], error)
	ListLifeEvents(id.Participant) ([]ledger.Received[life.Event], error)
	ListTellings(programme.CourseOfSupport) ([]ledger.Received[workforce.TellingFact], error)
}

// undoing is what there is of a course, to find what of it can be taken back.
type undoing struct {
	person    programme.Person
	account   id.Account // with which they sign in, if any
	allocated bool
	decisions []ledger.Received[pathway.Decision]
	back      []ledger.Received[pathway.Decision] // about a newer referral that came to nothing and may stand again
	answers   pathway.History
	stopped   *pathway.Step // of earlier courses, since they were referred again; the last
	matches   []ledger.Received[workforce.MatchFact]
	tellings  []ledger.Received[workforce.TellingFact]
	visits    course.History
	ending    course.EndingHistory
	letters   []ledger.Received[course.SentLetter]
	life      []ledger.Received[life.Event]
	instead   bool // another record of theirs goes on
}

// stops are what ends somebody's support: taken back, it would go on again.
var stops = []pathway.Undoable{pathway.UndoDeclining, pathway.UndoWithdrawal, pathway.UndoEnding}

// undoable lists the newest fact of each kind, with what has followed from it. What
// came before it has been followed by it; but nothing follows from a letter.
func undoable(tx undoFinder, of programme.CourseOfSupport, today programme.Date) (list []CanUndo, err error) {
	u, err := readUndoing(tx, of, today)
	if err != nil {
		return nil, err
	}
	for _, find := range []func() (CanUndo, bool){u.cameToNothing, u.decision, u.answer, u.match, u.told, u.ended,
		u.happened} {
		if f, is := find(); is {
			if u.instead && f.Followed == "" && slices.Contains(stops, f.Kind) {
				beside, since, err := goesOnBeside(tx, u.before(f), f.At, today)
				if err != nil {
					return nil, err
				}
				if f.Beside = beside; since {
					f.Followed = FollowedJoined
				}
			}
			f.Replan = u.replans(f)
			list = append(list, f)
		}
	}
	list = append(list, u.toldOfMatch()...)
	for _, l := range slices.Backward(u.letters) {
		f, _ := entered(pathway.UndoLetter, string(l.Fact.ID), "letter."+string(l.Fact.Kind)+"."+string(l.Fact.To),
			l.At, l.By, "")
		list = append(list, f)
	}
	return list, nil
}

// before is who they were, as far as that says which of their records goes on, before f.
func (u undoing) before(f CanUndo) programme.Person {
	p := u.person
	i := slices.IndexFunc(u.answers, func(s pathway.Step) bool {
		return s.Declining != nil && string(s.Declining.ID) == f.Fact ||
			s.Withdrawal != nil && string(s.Withdrawal.ID) == f.Fact
	})
	if i >= 0 {
		p.State = u.answers[:i].StageOnceAccepted().ToldApart(p.Study)
	}
	return p
}

// replans tells whether visits can be planned once f is taken back.
func (u undoing) replans(f CanUndo) bool {
	if f.Followed != "" || f.Beside || u.person.Standing.Died() {
		return false
	}
	switch _, over := u.ending.Ending(); f.Kind {
	case pathway.UndoWithdrawal:
		return !over
	case pathway.UndoEnding:
		return u.person.State == programme.Consented
	}
	return !u.instead && u.person.State == programme.Consented
}

func readUndoing(tx undoFinder, of programme.CourseOfSupport, today programme.Date) (u undoing, err error) {
	for _, read := range []func() error{
		func() (err error) { u.person, err = tx.FindPerson(of.Participant); return err },
		func() (err error) {
			u.account, err = tx.FindAccountOfParticipant(of.Participant)
			return fault.UnlessAbsent(err)
		},
		func() (err error) { u.allocated, err = isAllocated(tx, u.person); return err },
		func() (err error) { u.decisions, err = tx.ListScreenings(of); return err },
		func() (err error) { u.back, err = mayStandAgain(tx, u.person, today); return err },
		func() (err error) { u.answers, err = tx.FindConsentHistory(of); return err },
		func() (err error) { u.stopped, err = stoppedBefore(tx, u.person); return err },
		func() (err error) { u.matches, err = tx.FindMatchHistory(of); return err },
		func() (err error) { u.tellings, err = tx.ListTellings(of); return err },
		func() (err error) { u.visits, err = tx.FindCourseHistory(of); return err },
		func() (err error) { u.ending, err = tx.FindEndingHistory(of); return err },
		func() (err error) { u.letters, err = tx.ListSentLetters(of); return err },
		func() (err error) { u.life, err = tx.ListLifeEvents(of.Participant); return err },
		func() (err error) { u.instead, err = kernel.GoesOnElsewhere(tx, u.person, today); return err },
	} {
		if err = read(); err != nil {
			return u, err
		}
	}
	return u, nil
}

// isAllocated tells whether p was allocated in the course that they are in now.
func isAllocated(tx undoFinder, p programme.Person) (bool, error) {
	if !p.Study {
		return false, nil
	}
	in, is, err := tx.FindTakingPart(p.ID)
	return is && !in.Before, err
}

func entered(kind pathway.Undoable, fact, said string, at time.Time, by string, followed Followed) (CanUndo, bool) {
	of := pathway.Entered{Kind: kind, Fact: fact, Said: said, At: at, By: by}
	return CanUndo{Entered: of, Followed: followed}, true
}

// mayStandAgain is what was decided about the newest referral of p's, when it came to nothing and
// nothing of the time before runs that would keep it from standing, as everybody may know.
func mayStandAgain(tx undoFinder, p programme.Person,
	today programme.Date) ([]ledger.Received[pathway.Decision], error) {
	back, is, err := lastVoid(tx, p)
	if err != nil || !is {
		return nil, err
	}
	if p, err = tx.FindToldApart(p.ID); err != nil {
		return nil, err
	}
	may, err := mayReturn(tx, p, today)
	if err != nil || !may {
		return nil, err
	}
	return tx.ListScreenings(back.CurrentCourse())
}

func (u undoing) cameToNothing() (CanUndo, bool) {
	if len(u.back) == 0 {
		return CanUndo{}, false
	}
	last := u.back[len(u.back)-1]
	return entered(pathway.UndoDecision, string(last.Fact.ID), string(last.Fact.Verdict), last.At, last.By, "")
}

func (u undoing) decision() (CanUndo, bool) {
	if len(u.decisions) == 0 {
		return CanUndo{}, false
	}
	last, followed := u.decisions[len(u.decisions)-1], Followed("")
	if len(u.answers) > 0 {
		followed = FollowedAsked
	}
	return entered(pathway.UndoDecision, string(last.Fact.ID), string(last.Fact.Verdict), last.At, last.By, followed)
}

// answer is the last that they were asked or said.
func (u undoing) answer() (CanUndo, bool) {
	var last pathway.Step
	if len(u.answers) > 0 {
		last = u.answers[len(u.answers)-1]
	}
	if u.stopped != nil && u.stopped.At.After(last.At) { // at the same moment, it is of one act
		last = *u.stopped
	}
	if stops := u.answers.StopsOfVisits(); last.Event() == pathway.EventWithdrawFromVisits && len(stops) > 0 {
		last = stops[0] // what was recorded again changed nothing
	}
	switch {
	case last.Invitation != nil:
		return entered(pathway.UndoInvitation, string(last.Invitation.ID), "invitation", last.At, last.By, "")
	case last.Consent != nil:
		return entered(pathway.UndoConsent, string(last.Consent.ID), "consent", last.At, last.By,
			u.theirs(last, u.afterConsent(last.At)))
	case last.Declining != nil:
		return saidNo(last, u.theirs(last, ""))
	case last.Withdrawal != nil:
		return saidNo(last, u.theirs(last, u.letterSince(last.At)))
	}
	return CanUndo{}, false
}

// saidNo is that they said no, or stopped, if s is either.
func saidNo(s pathway.Step, followed Followed) (CanUndo, bool) {
	switch {
	case s.Declining != nil:
		return entered(pathway.UndoDeclining, string(s.Declining.ID), "declining", s.At, s.By, followed)
	case s.Withdrawal != nil:
		return entered(pathway.UndoWithdrawal, string(s.Withdrawal.ID), string(s.Withdrawal.Scope), s.At, s.By, followed)
	}
	return CanUndo{}, false
}

// stoppedBefore is the last stop of what p agreed to in an earlier course, if they were
// referred again before it.
func stoppedBefore(tx undoFinder, p programme.Person) (last *pathway.Step, err error) {
	if !p.Returned() {
		return nil, nil
	}
	list, err := tx.ListEarlierCourses(p)
	for _, was := range list {
		if err != nil {
			return nil, err
		}
		var said pathway.History
		said, err = tx.FindConsentHistory(was.CurrentCourse())
		for i, step := range said {
			if step.Withdrawal != nil && step.At.After(p.ReferredAt) && (last == nil || step.At.After(last.At)) {
				last = &said[i]
			}
		}
	}
	return last, err
}

// theirs is what keeps an answer: when they gave it themselves, nobody else typed it by
// mistake.
func (u undoing) theirs(s pathway.Step, followed Followed) Followed {
	if followed == "" && u.account != "" && s.By == string(u.account) {
		return FollowedOwn
	}
	return followed
}

func (u undoing) afterConsent(at time.Time) Followed {
	switch {
	case u.allocated:
		return FollowedAllocated
	case u.visits.WentOnSince(at):
		return FollowedPlanned
	case len(u.matches) > 0 && !u.matches[len(u.matches)-1].At.Before(at):
		return FollowedMatch
	}
	return u.letterSince(at)
}

func (u undoing) match() (CanUndo, bool) {
	m := workforce.MatchesIn(u.matches)
	now, has := m.Current()
	for _, x := range u.matches {
		if !has || x.Fact.Matched == nil || x.Fact.Matched.ID != now.ID {
			continue
		}
		followed := Followed("")
		if _, told := m.Told(workforce.MatchNews{Match: now.ID, Of: workforce.MatchBegins,
			Party: workforce.ThePerson}); told {
			followed = FollowedTold
		}
		if u.visits.WentOnSince(x.At) {
			followed = FollowedHanded
		}
		if u.visits.WentOnSince(x.At.Add(1)) { // later than the change that made the match
			followed = FollowedPlanned
		}
		return entered(pathway.UndoMatch, string(now.ID), "match", x.At, x.By, followed)
	}
	return CanUndo{}, false
}

// told is that staff told them of their visits last.
func (u undoing) told() (CanUndo, bool) {
	last, is := lastTelling(u.tellings)
	if _, message := authz.SystemPart(last.By); !is || message {
		return CanUndo{}, false
	}
	followed := Followed("")
	for _, x := range u.matches {
		if told := x.Fact.Told; told != nil && told.Party == workforce.ThePerson && x.At.After(last.At) {
			followed = FollowedMore
		}
	}
	return entered(pathway.UndoTelling, string(last.Fact.ID), "telling", last.At, last.By, followed)
}

// toldOfMatch is what staff recorded that the two know of the match, as it is now.
func (u undoing) toldOfMatch() (list []CanUndo) {
	news := workforce.MatchesIn(u.matches).News()
	for _, x := range u.matches {
		told := x.Fact.Told
		if told == nil || !slices.Contains(news, told.MatchNews) || !toldByItself(
			ledger.Received[workforce.MatchTold]{At: x.At, By: x.By}, toldIn(u.tellings)) {
			continue
		}
		followed := Followed("")
		if u.visits.AttendedSince(x.At.Add(-1)) { // it may be the visit itself that told them
			followed = FollowedVisited
		}
		f, _ := entered(pathway.UndoToldOfMatch, string(told.ID), "told."+string(told.Of)+"."+string(told.Party),
			x.At, x.By, followed)
		list = append(list, f)
	}
	return list
}

// toldByItself tells whether x was recorded by staff, and not with what they told of visits.
func toldByItself(x ledger.Received[workforce.MatchTold], visits []ToldOfVisits) bool {
	_, message := authz.SystemPart(x.By)
	return !message && !slices.ContainsFunc(visits, func(v ToldOfVisits) bool { return v.At.Equal(x.At) })
}

func (u undoing) ended() (CanUndo, bool) {
	x, over := u.ending.Ended()
	if !over {
		return CanUndo{}, false
	}
	return entered(pathway.UndoEnding, x.Fact.Key(), "ending", x.At, x.By, u.letterSince(x.At))
}

// happened is the last event in their life since they were referred.
func (u undoing) happened() (CanUndo, bool) {
	if len(u.life) == 0 || u.life[len(u.life)-1].At.Before(u.person.ReferredAt) {
		return CanUndo{}, false
	}
	last, followed := u.life[len(u.life)-1], Followed("")
	switch {
	case last.Fact.Kind == life.ReferredAgain: // goes with the referral
		return CanUndo{}, false
	case last.Fact.Kind.DatesDeath() || last.Fact.Kind == life.DeathInError:
		followed = FollowedDeath
	case last.Fact.Kind == life.MovingAhead: // until its day everything goes on
	case u.visits.WentOnSince(last.At):
		followed = FollowedPlanned
	}
	return entered(pathway.UndoLife, string(last.Fact.ID), string(last.Fact.Kind), last.At, last.By, followed)
}

func (u undoing) letterSince(at time.Time) Followed {
	for _, l := range u.letters {
		if !l.At.Before(at) {
			return FollowedLetter
		}
	}
	return ""
}
