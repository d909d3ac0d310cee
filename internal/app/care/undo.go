package care

import (
	"cmp"
	"context"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// An UndoRecord is what of somebody's can be taken back, and what was.
type UndoRecord struct {
	Person programme.Person
	Facts  []CanUndo   // that the person looking may enter themselves
	There  []UndoThere // of the life event among them, what the same act recorded elsewhere
	Undone []ledger.Received[pathway.Undoing]
	Staff  map[id.Account]string

	SeeRecord bool // else they see somebody's visits alone
	GoingOn   GoingOn
}

// A CanUndo is the newest fact of its kind, or a letter, and what has followed from it:
// then it stays.
type CanUndo struct {
	pathway.Entered
	Followed Followed
	Beside   bool // of what ended their support: another record goes on in place of theirs all the same
	Replan   bool // once it is taken back, the visits that were cancelled can be planned again
}

// mayEnter is the right to enter each kind of fact: nobody takes back what they
// couldn't have entered.
var mayEnter = map[pathway.Undoable]authz.Action{
	pathway.UndoDecision: authz.Screen, pathway.UndoInvitation: authz.Invite, pathway.UndoConsent: authz.RecordConsent,
	pathway.UndoDeclining: authz.RecordDeclining, pathway.UndoWithdrawal: authz.RecordWithdrawal,
	pathway.UndoMatch: authz.MakeMatch, pathway.UndoLetter: authz.SendLetter, pathway.UndoEnding: authz.EndVisits,
	pathway.UndoLife: authz.EnterLife, pathway.UndoTelling: authz.TellPerson, pathway.UndoToldOfMatch: authz.TellMatch,
}

// theirsToUndo tells whether who may take e back, of what they could have entered: who
// doesn't look after all, that they have told somebody alone.
func theirsToUndo(who authz.Actor, e pathway.Entered) bool {
	tells := e.Kind == pathway.UndoTelling || e.Kind == pathway.UndoToldOfMatch
	return looksAfterAll(who) || tells && e.By == string(who.Account)
}

// undoingsFor is what of participant's was taken back, as far as it was who's to take back.
func undoingsFor(tx *kernel.ReadTx, participant id.Participant) ([]ledger.Received[pathway.Undoing], error) {
	list, err := tx.ListUndoings(participant)
	return slices.DeleteFunc(list, func(u ledger.Received[pathway.Undoing]) bool {
		return !theirsToUndo(tx.Actor, u.Fact.Of)
	}), err
}

// AskUndo shows what of participant's can be taken back, what can't be and why, and
// what was.
func (c *Care) AskUndo(ctx context.Context, who authz.Actor, participant id.Participant) (UndoRecord, error) {
	return kernel.View(ctx, c.Kernel, who, authz.AskUndo, participant, func(tx *kernel.ReadTx) (r UndoRecord, err error) {
		if r.Person, err = tx.FindPerson(participant); err != nil {
			return r, err
		}
		if r.Facts, err = undoable(tx, tx.Course, tx.Today); err != nil {
			return r, err
		}
		r.Facts = slices.DeleteFunc(r.Facts, func(f CanUndo) bool {
			return !tx.May(mayEnter[f.Kind]) || !theirsToUndo(who, f.Entered)
		})
		for _, f := range r.Facts {
			there, err := undoableThere(tx, r.Person, f.Entered, tx.Today)
			if err != nil {
				return r, err
			}
			r.There = append(r.There, there...)
		}
		if err = kernel.Shows(tx, authz.SeePerson, r.There); err != nil {
			return r, err
		}
		if r.GoingOn, err = showGoingOn(tx, r.Person); err != nil {
			return r, err
		}
		r.SeeRecord = tx.May(authz.SeePerson)
		if r.Undone, err = undoingsFor(tx, participant); err != nil {
			return r, err
		}
		r.Staff, err = tx.ListStaffApart()
		return r, err
	})
}

// undone is what of p's was taken back; nil where there is none, nor anything yet that could
// be: before a decision, that is life events alone.
func undone(tx *kernel.ReadTx, p programme.Person, now *life.Life) (*UndoRecord, error) {
	r := UndoRecord{Person: p}
	var err error
	if r.Undone, err = undoingsFor(tx, p.ID); err != nil {
		return nil, err
	}
	if len(r.Undone) > 0 {
		r.Staff, err = tx.ListStaffApart()
		return &r, err
	}
	if p.State == programme.Referred && (now == nil || now.Since.IsZero()) {
		return nil, nil
	}
	return &r, nil
}

// Undo takes back the fact that u names, if nothing has followed from it. Sending it
// again is safe.
func (c *Care) Undo(ctx context.Context, who authz.Actor, participant id.Participant, u pathway.Undoing) error {
	return kernel.Change(ctx, c.Kernel, who, authz.Undo, participant, func(tx *kernel.Tx) error {
		if p := u.Check(); p.Any() {
			return cmp.Or(anyToUndo(tx), p.Err())
		}
		facts := tx.Undoings(participant, u.Of.Kind)
		first, is, err := facts.Earlier(u)
		if err != nil {
			return err
		}
		if is && first.Of.Kind == u.Of.Kind && first.Of.Fact == u.Of.Fact {
			u.Of = first.Of
			return facts.Sent(u)
		}
		if err := tx.Also(mayEnter[u.Of.Kind], participant); err != nil {
			return err
		}
		if u.Of, err = stillToUndo(tx, u.Of); err != nil {
			return err
		}
		ahead, err := announced(tx, participant, u.Of)
		if err != nil {
			return err
		}
		worker, err := knowsOf(tx, u.Of)
		if err != nil {
			return err
		}
		person, err := tx.FindToldApart(participant)
		if err != nil {
			return err
		}
		there, err := undoableThere(tx, person, u.Of, tx.Today)
		if err != nil {
			return err
		}
		return kernel.Record(tx, facts, u, nil, func() error { return afterUndoing(tx, person, u, ahead, worker) },
			func() error { return alsoThere(tx, there, u, worker) })
	})
}

// afterUndoing does what follows from u, which is stored, and takes back what was announced
// ahead. Worker hears of it.
func afterUndoing(tx *kernel.Tx, person programme.Person, u pathway.Undoing, ahead pathway.Entered,
	worker id.Account) error {
	for _, then := range []func() error{
		func() error { return signsInAsBefore(tx, person, u) },
		func() error { return standsOnceMore(tx, person, u) },
		func() error { return agreesBeforeOnceMore(tx, person, u) },
		func() error { return wantsVisitsOnceMore(tx, u) },
		func() error { return undecidedAgain(tx, person, u) },
		func() error { return goesWith(tx, person, u, ahead) },
		func() error { return untoldOfMatch(tx, u) },
		func() error { return newsOnceMore(tx, person.ID, u.Of) },
		func() error { return tellOfUndoing(tx, u.Of, worker) },
		func() error { return tellPersonOfUndoing(tx, person, u, ahead) },
	} {
		if err := then(); err != nil {
			return err
		}
	}
	return nil
}

// agreesBeforeOnceMore has what person agreed to in earlier courses hold again that the stop
// took back which u takes back.
func agreesBeforeOnceMore(tx *kernel.Tx, person programme.Person, u pathway.Undoing) error {
	if u.Of.Kind != pathway.UndoWithdrawal || !person.Earlier {
		return nil
	}
	list, err := tx.ListEarlierCourses(person)
	if err != nil {
		return err
	}
	for _, was := range list {
		if was.State != programme.Withdrawn {
			continue
		}
		stops, err := tx.Withdrawals(was.CurrentCourse()).List()
		if err != nil {
			return err
		}
		for _, w := range stops {
			if !w.At.Equal(u.Of.At) {
				continue // of another act
			}
			u.Of.Fact = string(w.Fact.ID)
			if err := takesBackToo(tx, person.ID, u); err != nil {
				return err
			}
		}
		if err := tx.SettleEarlier(was); err != nil {
			return err
		}
	}
	return nil
}

// wantsVisitsOnceMore takes back with a stop of the visits what recorded the same once more.
func wantsVisitsOnceMore(tx *kernel.Tx, u pathway.Undoing) error {
	if u.Of.Said != string(pathway.FromVisitsOnly) {
		return nil
	}
	history, err := tx.FindConsentHistory(tx.Course)
	if err != nil {
		return err
	}
	for _, again := range history.StopsOfVisits() {
		u.Of.Fact = string(again.Withdrawal.ID)
		if err := takesBackToo(tx, tx.Course.Participant, u); err != nil {
			return err
		}
	}
	return nil
}

// goesWith takes back with u the move ahead that the fact was announced by which u takes back.
func goesWith(tx *kernel.Tx, person programme.Person, u pathway.Undoing, ahead pathway.Entered) error {
	if ahead.Fact == "" {
		return nil
	}
	u.Of = ahead
	return cmp.Or(takesBackToo(tx, person.ID, u), newsOnceMore(tx, person.ID, ahead))
}

// untoldOfMatch takes back with u what it told of who visits them; but who was visited
// since knows that.
func untoldOfMatch(tx *kernel.Tx, u pathway.Undoing) error {
	if u.Of.Kind != pathway.UndoTelling {
		return nil
	}
	visits, err := tx.FindCourseHistory(tx.Course)
	if err != nil || visits.AttendedSince(u.Of.At) {
		return err
	}
	history, err := tx.FindMatchHistory(tx.Course)
	if err != nil {
		return err
	}
	for _, x := range history {
		if x.Fact.Told == nil || !x.At.Equal(u.Of.At) {
			continue // of another act
		}
		u.Of.Kind, u.Of.Fact = pathway.UndoToldOfMatch, x.Fact.Key()
		if err := takesBackToo(tx, tx.Course.Participant, u); err != nil {
			return err
		}
	}
	return nil
}

// takesBackToo stores u once more, of another fact that the same act takes back.
func takesBackToo(tx *kernel.Tx, participant id.Participant, u pathway.Undoing) error {
	u.ID = id.From[id.Undoing]([16]byte(tx.Draw("undoing/"+u.Of.Fact, 16)))
	return tx.Undoings(participant, u.Of.Kind).Add(tx.Tx, u)
}

// newsOnceMore has the news be news again that was overtaken by what of takes back.
func newsOnceMore(tx *kernel.Tx, participant id.Participant, of pathway.Entered) error {
	if of.Kind != pathway.UndoLife {
		return nil
	}
	n, _, err := tx.FindLifeNews(participant, id.LifeEvent(of.Fact))
	if err != nil {
		return err
	}
	return overtake(tx, n.Fact)
}

// anyToUndo is a conflict when nothing can be taken back any more: what is missing from
// the form is then no matter.
func anyToUndo(tx *kernel.Tx) error {
	all, err := undoable(tx, tx.Course, tx.Today)
	if err == nil && !slices.ContainsFunc(all, func(f CanUndo) bool { return f.Followed == "" }) {
		err = fault.New(fault.Conflict, "undo.moved.text")
	}
	return err
}

// stillToUndo is the fact that was chosen, as it was entered, or a conflict when it is
// no longer the newest or something has followed from it.
func stillToUndo(tx *kernel.Tx, chosen pathway.Entered) (pathway.Entered, error) {
	all, err := undoable(tx, tx.Course, tx.Today)
	if err != nil {
		return chosen, err
	}
	i := slices.IndexFunc(all, func(f CanUndo) bool {
		return f.Kind == chosen.Kind && f.Fact == chosen.Fact && theirsToUndo(tx.Actor, f.Entered)
	})
	if i < 0 || all[i].Followed != "" {
		return chosen, fault.New(fault.Conflict, "undo.moved.text")
	}
	return all[i].Entered, nil
}

// knowsOf is the worker who was told of a fact, or heard of what it did, and is to
// hear that it was taken back; nobody when it is their own doing.
func knowsOf(tx *kernel.Tx, of pathway.Entered) (id.Account, error) {
	worker := tx.Scope.Worker
	if worker == tx.Actor.Account || !of.Kind.TellsOfVisits() ||
		of.Kind == pathway.UndoLetter || of.Kind == pathway.UndoToldOfMatch {
		return "", nil
	}
	if of.Kind != pathway.UndoMatch {
		return worker, nil
	}
	m, err := matchesOf(tx, tx.Course)
	if _, told := m.Told(workforce.MatchNews{Match: id.Match(of.Fact), Of: workforce.MatchBegins,
		Party: workforce.TheWorker}); !told {
		return "", err // what is on its way to them is not sent any more
	}
	return worker, err
}

func tellOfUndoing(tx *kernel.Tx, of pathway.Entered, worker id.Account) error {
	switch {
	case worker == "":
		return nil
	case of.Kind == pathway.UndoMatch:
		return tx.AddDue(jobs.NoticeMatchUndone, string(worker), string(tx.Course.Participant), tx.Now)
	}
	return tx.AddDue(jobs.NoticeLight, string(worker), of.Fact, tx.Now)
}

// tellPersonOfUndoing has person told that visits go on, where they were told which of them
// the fact cancelled that is taken back, or what announced it: by a message where that is
// safe, or else by staff. Of those that they never wished to stop, and nobody told them of,
// they hear now. Where another record goes on in place of this one, they are written to alone, and
// not where u takes back in that one too: of what stops there they hear then.
func tellPersonOfUndoing(tx *kernel.Tx, person programme.Person, u pathway.Undoing, ahead pathway.Entered) error {
	of := u.Of
	told, err := knowsOff(tx, of)
	if err == nil && !told && ahead.Fact != "" {
		told, err = knowsOff(tx, ahead)
	}
	if err != nil {
		return err
	}
	if !told {
		return tellOfMistakenWish(tx, person, of)
	}
	elsewhere, err := kernel.GoesOnElsewhere(tx, person, tx.Today)
	if err != nil || elsewhere && len(u.Also) > 0 {
		return err
	}
	account, err := emailed(tx, person)
	if err != nil || elsewhere && account == "" {
		return err
	}
	if account == "" {
		return addToTell(tx, tx.Course, person, "on/"+of.Fact, workforce.ToTell{On: true})
	}
	kind := jobs.NoticeOwnOn
	if elsewhere {
		kind = jobs.NoticeOwnStays // no new dates are arranged in this record
	}
	return tx.AddDue(kind, string(account), of.Fact, tx.Now)
}

// tellOfMistakenWish has person told of the visits that a withdrawal cancelled which is taken
// back: whoever has withdrawn knows, but they have not.
func tellOfMistakenWish(tx *kernel.Tx, person programme.Person, of pathway.Entered) error {
	if of.Kind != pathway.UndoWithdrawal {
		return nil
	}
	history, err := tx.FindCourseHistory(tx.Course)
	if err != nil {
		return err
	}
	off := history.OffSince(history.Course(tx.Definition), of.At)
	return tellOfOff(tx, tx.Course, person, off, callingOff{By: course.PartyService, Why: of.Fact})
}

// knowsOff tells whether somebody was told of the visits that a fact cancelled, by whichever
// way was safe then.
func knowsOff(tx *kernel.Tx, of pathway.Entered) (bool, error) {
	history, err := tx.Tellings(tx.Course).List()
	if err != nil {
		return false, err
	}
	open := workforce.OpenToTell(history)
	for _, x := range history {
		if t := x.Fact.ToTell; t != nil && t.Off && x.At.Equal(of.At) {
			return !slices.ContainsFunc(open, func(o workforce.ToTell) bool { return o.ID == t.ID }), nil
		}
	}
	account, err := tx.FindAccountOfParticipant(tx.Course.Participant)
	if err != nil {
		return false, fault.UnlessAbsent(err)
	}
	return tx.WasDue(jobs.NoticeOwnOff, string(account), of.Fact)
}
