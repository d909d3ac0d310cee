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
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/workbook"
)

// FindPeople finds people by NHS number, or by beginnings of their names, their day of
// birth, or both.
func (c *Care) FindPeople(ctx context.Context, who authz.Actor, typed string) (programme.Matches, error) {
	return kernel.View(ctx, c.Kernel, who, authz.FindPeople, who.Organisation,
		func(tx *kernel.ReadTx) (programme.Matches, error) {
			found, err := tx.FindSought(programme.ReadSought(typed, tx.Today), "")
			if err != nil {
				return programme.Matches{}, err
			}
			return found, cmp.Or(kernel.Shows(tx, authz.SeePerson, found.People), kernel.ShowExactly(tx, found.People))
		})
}

// A Record is what the programme's staff see of a person.
type Record struct {
	Person         programme.Person
	Referral       ledger.Received[pathway.Referral]
	Decisions      []ledger.Received[pathway.Decision]
	Definition     programme.Definition
	Today          programme.Date
	MayScreen      bool
	MayInvite      bool
	MaySeeNote     bool
	MayGiveCard    bool
	MaySeeConsents bool
	MayStopBefore  bool // what they agreed to in an earlier course, which alone holds
	MayWorry       bool
	Likely         []programme.Person         // who may be the same, for anybody who decides about the referral
	Earlier        []EarlierOf[EarlierCourse] // likewise: how it was before
	Elsewhere      []JoinedCourses            // likewise: what the records tell that are of the same person
	Joined         []programme.Person         // whose records are of the same person
	StudyBefore    *StudyBefore               // likewise: what a study of before decides; nil without one
	MayJoin        bool
	Answered       *CorrectionPage // likewise: what was put right of the referral's answers; nil where nothing was
	SignIn         *SignInChange   // likewise: what accepting it changes of how they sign in
	NoSignIn       bool            // another record goes on, and they were never given access to this one
	CardOnly       bool            // they came back without an address, and sign in with a card
	NotFollowed    bool            // they take part again after a study, and its follow-up is of the time before
	GoingOn
	Undo *UndoRecord // what was entered by mistake; nil for anybody who may not know of it

	MayPutRight       bool
	MaySeeCorrections bool
	MayDoubt          bool

	// Nil for anybody who may not know of them.
	Visits  *VisitRecord
	Life    *life.Life
	Letters *LettersSent
}

// About is whom it is about.
func (r Record) About() programme.Person { return r.Person }

// LettersSent are the letters about somebody that went.
type LettersSent struct {
	Sent []ledger.Received[course.SentLetter]
}

// SeePerson shows a person's record. What visitors to the home should know is
// not in it: see SeeHomeNote.
func (c *Care) SeePerson(ctx context.Context, who authz.Actor, participant id.Participant) (Record, error) {
	return c.record(ctx, who, authz.SeePerson, participant)
}

// record reads what staff see of participant, under the action that they do it
// for.
func (c *Care) record(ctx context.Context, who authz.Actor, action authz.Action,
	participant id.Participant) (Record, error) {
	return kernel.View(ctx, c.Kernel, who, action, participant, func(tx *kernel.ReadTx) (Record, error) {
		r := Record{
			Definition: tx.Definition, Today: tx.Today,
			MayScreen: tx.May(authz.Screen), MayInvite: tx.May(authz.Invite), MaySeeConsents: tx.May(authz.SeeConsents),
			MaySeeNote: tx.May(authz.SeeHomeNote), MayGiveCard: tx.May(authz.GiveCard),
			MayWorry: tx.May(authz.AskWorry), MayPutRight: tx.May(authz.PutRight),
			MaySeeCorrections: tx.May(authz.SeeCorrections), MayDoubt: tx.May(authz.AskDoubt),
		}
		var err error
		if r.Person, err = recorded(tx, participant); err != nil {
			return Record{}, err
		}
		if err := doubted(tx, &r.Person); err != nil {
			return Record{}, err
		}
		r.MayJoin = tx.May(authz.AskJoin)
		if r.Joined, err = joinedWith(tx, r.Person); err != nil {
			return Record{}, err
		}
		if r.GoingOn, err = showGoingOn(tx, r.Person); err != nil {
			return Record{}, err
		}
		var made []ledger.Received[pathway.Correction]
		if r.Referral, made, err = tx.FindReferralPutRight(tx.Course); err != nil {
			return Record{}, err
		}
		if r.Decisions, err = tx.Screenings(tx.Course).List(); err != nil {
			return Record{}, err
		}
		if action == authz.SeeScreening && r.Person.State == programme.Referred {
			if r.Answered, err = answeredAnew(tx, who, r.Person, r.Referral.Fact.ID, made); err != nil {
				return Record{}, err
			}
			if err = addForDecision(tx, &r); err != nil {
				return Record{}, err
			}
		}
		if r.NotFollowed, err = notFollowed(tx, r.Person); err != nil {
			return Record{}, err
		}
		if r.MayStopBefore, err = mayStopBefore(tx, r.Person); err != nil {
			return Record{}, err
		}
		err = addWhatMayBeKnown(tx, &r)
		return r, err
	})
}

// notFollowed tells whether nobody asks what became of p after the course that they are in:
// a study that they were in before has its follow-ups of that time, in either arm.
func notFollowed(tx *kernel.ReadTx, p programme.Person) (bool, error) {
	if !p.Study || !p.Returned() || !p.State.TakesPart() {
		return false, nil
	}
	list, err := tx.FindFollowUps(p.ID, tx.Today)
	return !slices.ContainsFunc(list, func(f trial.FollowUpLine) bool { return f.Course == p.CurrentCourse() }),
		fault.UnlessAbsent(err)
}

// mayStopBefore tells whether who looks can record that p, who doesn't take part now, stops
// what they agreed to before.
func mayStopBefore(tx *kernel.ReadTx, p programme.Person) (bool, error) {
	if p.State.TakesPart() || p.Standing.Died() || !tx.May(authz.RecordWithdrawal) {
		return false, nil
	}
	before, err := agreedBefore(tx, p)
	return len(before) > 0, err
}

// addForDecision adds what somebody who decides about the referral compares it with: who
// may be the same person, and how it was for them before, under whichever record.
func addForDecision(tx *kernel.ReadTx, r *Record) error {
	likely, _, err := likelySame(tx, r.Person)
	if err != nil {
		return err
	}
	r.SignIn, err = signInChange(tx, r.Person)
	r.Likely = slices.DeleteFunc(likely, func(p programme.Person) bool { return holds(r.Joined, p.ID) })
	err = cmp.Or(err, kernel.ShowExactly(tx, r.Likely, r.Joined))
	if err != nil || !r.Person.Earlier && len(r.Joined) == 0 {
		return err
	}
	staff, err := tx.ListStaffApart()
	if err != nil {
		return err
	}
	if r.Elsewhere, err = joinedCourses(tx, r.Joined, staff); err != nil {
		return err
	}
	if r.StudyBefore, err = studyBefore(tx, r.Person); err != nil {
		return err
	}
	r.Earlier, err = coursesBefore(tx, r.Person, staff, tx.May)
	return err
}

// likelyAtMost is how many somebody can compare. Those who are the same in number, or in
// name and birth date, come first.
const likelyAtMost = 40

// likelySame lists who else may be p, and apart those of whom somebody has said that they
// are not.
func likelySame(tx *kernel.ReadTx, p programme.Person) (likely, apart []programme.Person, err error) {
	found, err := tx.FindLikelyOf(p)
	if err != nil {
		return nil, nil, err
	}
	found = found[:min(len(found), likelyAtMost)]
	ids := make([]id.Participant, len(found))
	for i, o := range found {
		ids[i] = o.ID
	}
	not, err := tx.ListApart(p.ID, ids)
	if err != nil {
		return nil, nil, err
	}
	for _, o := range found {
		if slices.Contains(not, o.ID) {
			apart = append(apart, o)
		} else {
			likely = append(likely, o)
		}
	}
	return likely, apart, kernel.Shows(tx, authz.SeePerson, slices.Concat(likely, apart))
}

// addWhatMayBeKnown adds what not everybody who sees a record may know.
func addWhatMayBeKnown(tx *kernel.ReadTx, r *Record) error {
	if tx.May(authz.AskLife) {
		now, _, err := lifeOf(tx, r.Person.ID)
		if err != nil {
			return err
		}
		r.Life = &now
	}
	if r.Person.State.TakesPart() && tx.May(authz.ListLetters) {
		sent, err := tx.Letters(tx.Course).List()
		if err != nil {
			return err
		}
		r.Letters = &LettersSent{sent}
	}
	if r.MayGiveCard {
		var err error
		if r.CardOnly, err = cardOnly(tx, r.Person); err != nil {
			return err
		}
		if r.Instead {
			_, err := tx.FindAccountOfParticipant(r.Person.ID)
			if r.NoSignIn = fault.Of(err) == fault.NotFound; err != nil && !r.NoSignIn {
				return err
			}
		}
	}
	if tx.May(authz.AskUndo) {
		var err error
		if r.Undo, err = undone(tx, r.Person, r.Life); err != nil {
			return err
		}
	}
	if !tx.May(authz.SeeVisits) {
		return nil
	}
	visits, err := visits(tx, r.Person)
	r.Visits = &visits
	return err
}

// A toldFinder is a change or a look.
type toldFinder interface {
	FindPerson(id.Participant) (programme.Person, error)
	FindToldApart(id.Participant) (programme.Person, error)
	FindConsentHistory(programme.CourseOfSupport) (pathway.History, error)
	May(authz.Action) bool
}

func mayKnowOfVisits(tx toldFinder) bool {
	return tx.May(authz.SeeVisits) || tx.May(authz.SeeOwnVisits)
}

// recorded reads participant as far as who asks may know where they stand.
func recorded(tx toldFinder, participant id.Participant) (programme.Person, error) {
	if mayKnowOfVisits(tx) {
		return tx.FindPerson(participant)
	}
	return tx.FindToldApart(participant)
}

// answersOf is what p was asked and answered in a course of theirs, as far as who asks may
// know: in a study, who stopped the visits alone was having some.
func answersOf(tx toldFinder, p programme.Person) (pathway.History, error) {
	history, err := tx.FindConsentHistory(p.CurrentCourse())
	if p.Study && !mayKnowOfVisits(tx) {
		history = history.ToldApart()
	}
	return history, err
}

// A Home is what a participant's own first page shows.
type Home struct {
	Person programme.Person
	Today  programme.Date
	Visits VisitRecord
	Book   *HomeWorkbook // nil for anybody who has no workbook
	// Alone tells whether a study of before has decided that no visits come this time either.
	Alone bool
	Study bool // that this time is in a study, as far as its words say
	// Letters tells whether there are, or were, letters about them to read.
	Letters   bool
	TakenBack []ledger.Received[pathway.Undoing] // what staff took back lately, the newest first
	MayAgree  bool                               // they are asked, and can answer either way
	GoingOn   GoingOn                            // another record of theirs, in place of this one
}

// A HomeWorkbook is somebody's workbook on their first page.
type HomeWorkbook struct {
	workbook.Definition
	Written workbook.Standings // what stands in it
}

// SeeHome shows a participant their own page.
func (c *Care) SeeHome(ctx context.Context, who authz.Actor) (Home, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeHome, who.Participant, func(tx *kernel.ReadTx) (Home, error) {
		person, err := tx.FindPerson(who.Participant)
		if err != nil {
			return Home{}, err
		}
		home := Home{Person: person, Today: tx.Today, Letters: person.State.TakesPart(),
			Study: person.Study && (tx.Definition.Study() || !person.Returned())}
		if home.TakenBack, err = takenBackLately(tx, person); err != nil {
			return home, err
		}
		if home.Visits, err = visits(tx, person); err != nil {
			return home, err
		}
		if person.Returned() && person.State.TakesPart() {
			in, err := studyBefore(tx, person)
			if err != nil {
				return home, err
			}
			home.Alone = in != nil && in.Decides && in.Visits != nil && !*in.Visits
		}
		if home.Visits.Earlier, err = visitsBefore(tx, person, home.Visits.Staff); err != nil {
			return home, err
		}
		if home.GoingOn, err = showGoingOn(tx, person); err != nil {
			return home, err
		}
		if home.MayAgree, err = mayAgree(tx, person, home.GoingOn); err != nil {
			return home, err
		}
		if !home.Letters {
			earlier, err := ownLettersBefore(tx, person)
			if err != nil {
				return home, err
			}
			home.Letters = len(earlier) > 0
		}
		if has, err := tx.HasWorkbook(person); err != nil || !has {
			return home, err
		}
		book, err := content.LatestWorkbook(tx.Definition.Workbook)
		if err != nil {
			return Home{}, err
		}
		written, err := tx.FindKept(person.ID, book.Fields())
		home.Book = &HomeWorkbook{book, written}
		return home, err
	})
}
