package care

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A JoinedStop is another record of the same person, in which a stop, or a no, would change
// something and who looks may record it at once.
type JoinedStop struct {
	programme.Person
	SaysNo    bool        // they have agreed to nothing yet: a no is one there too
	Stops     bool        // else it stops everything, as a stop does
	SeeVisits bool        // which stopping cancels
	Planned   []time.Time // those, for anybody who may know of them
}

// A stopFinder is a change or a look.
type stopFinder interface {
	ListEarlierCourses(programme.Person) ([]programme.Person, error)
	FindPerson(id.Participant) (programme.Person, error)
}

// stopChanges tells whether a stop of that scope would change something in the record of p, who is
// as exactly known as who asks may know it.
func stopChanges(tx stopFinder, p programme.Person, s pathway.Scope) (bool, error) {
	switch {
	case p.Standing.Died():
		return false, nil
	case s == pathway.FromVisitsOnly:
		return visitsGoOn(p), nil
	case p.State.TakesPart():
		return true, nil
	}
	before, err := agreedBefore(tx, p)
	return len(before) > 0, err
}

// canSayNo tells whether p is asked to take part, and has yet to answer.
func canSayNo(p programme.Person) bool {
	_, err := pathway.Next(p.State, pathway.EventSayNo)
	return err == nil && !p.Standing.Died()
}

// joinedStops lists participant's other records of which who looks may record a stop, or a no.
func joinedStops(tx *kernel.ReadTx, participant id.Participant) (list []JoinedStop, err error) {
	others, err := kernel.OtherRecords(tx, participant)
	for _, o := range others {
		changes, err := stopChanges(tx, o, pathway.Wholly)
		if err != nil {
			return nil, err
		}
		there := JoinedStop{Person: o, SeeVisits: kernel.MayOf(tx, authz.SeeVisits, o),
			SaysNo: canSayNo(o) && kernel.MayOf(tx, authz.RecordDeclining, o),
			Stops:  changes && kernel.MayOf(tx, authz.RecordWithdrawal, o)}
		if !there.SaysNo && !there.Stops {
			continue
		}
		if there.SeeVisits {
			c, err := theirCourse(tx, o.ID)
			if err != nil {
				return nil, err
			}
			there.Planned = startsToCome(tx, c)
		}
		list = append(list, there)
	}
	if err != nil {
		return nil, err
	}
	return list, kernel.Shows(tx, authz.SeePerson, list)
}

// stopsJoined stores w in the other records that who entered it chose, wherever it changes
// something. Each is asked of the policy, and named by the change.
func stopsJoined(tx *kernel.Tx, w pathway.Withdrawal) error {
	return eachOfAlso(tx, w.Participant, w.Also, func(o programme.Person) error { return stopsIn(tx, o.ID, w) })
}

// declinesJoined stores d in the other records that who entered it chose: as a no where they have
// yet to answer, else as a stop of everything, which the form must have said.
func declinesJoined(tx *kernel.Tx, d pathway.Declining) error {
	return eachOfAlso(tx, d.Participant, d.Also, func(o programme.Person) error {
		if canSayNo(o) {
			return tx.AlsoFor(authz.RecordDeclining, o.ID, func() error {
				there := d
				there.ID = id.From[id.Declining]([16]byte(tx.Draw("declining/joined/"+string(d.ID)+"/"+string(o.ID), 16)))
				return addDeclining(tx, there)
			})
		}
		if !slices.Contains(strings.Fields(d.Stops), string(o.ID)) {
			return fault.New(fault.Conflict, "withdrawal.moved")
		}
		return stopsIn(tx, o.ID, pathway.Withdrawal{ID: id.Withdrawal(d.ID), Scope: pathway.Wholly, On: d.On,
			Reason: d.Reason})
	})
}

// eachOfAlso has do enter something in those of participant's other records that are in also.
func eachOfAlso(tx *kernel.Tx, participant id.Participant, also []id.Participant,
	do func(programme.Person) error) error {
	if len(also) == 0 {
		return nil
	}
	others, err := kernel.OtherRecords(tx, participant)
	if err != nil {
		return err
	}
	if p := stillJoined(also, others); p.Any() {
		return p
	}
	for _, o := range others {
		if !slices.Contains(also, o.ID) {
			continue
		}
		if err := do(o); err != nil {
			return err
		}
	}
	return nil
}

// stopsIn stores w in another record of its person's, if it changes something there.
func stopsIn(tx *kernel.Tx, other id.Participant, w pathway.Withdrawal) error {
	return tx.AlsoFor(authz.RecordWithdrawal, other, func() error {
		now, err := recorded(tx, other)
		if err != nil {
			return err
		}
		if changes, err := stopChanges(tx, now, w.Scope); err != nil || !changes {
			return err
		}
		w.ID = id.From[id.Withdrawal]([16]byte(tx.Draw("withdrawal/joined/"+string(w.ID)+"/"+string(other), 16)))
		w.Stops = "" // of the other record the form says no more than that
		return addWithdrawal(tx, w)
	})
}

// startsToCome are the moments at which the visits of c begin that are to come.
func startsToCome(tx *kernel.ReadTx, c course.Course) (list []time.Time) {
	for _, b := range c.ToCome(tx.Now) {
		list = append(list, b.Start.In(tx.Zone))
	}
	return list
}

// heldOpen lists participant's other records in which a stop of that scope would change
// something, each exactly as it is.
func heldOpen(tx *kernel.ReadTx, participant id.Participant, s pathway.Scope) (list []programme.Person, err error) {
	others, err := kernel.OtherRecords(tx, participant)
	for _, o := range others {
		exactly, err := tx.FindPerson(o.ID)
		if err != nil {
			return nil, err
		}
		changes, err := stopChanges(tx, exactly, s)
		if err != nil {
			return nil, err
		}
		if changes {
			list = append(list, exactly)
		}
	}
	return list, err
}

// askElsewhere has those told who are to ask in another record of participant's whether it holds
// there too that they stopped, or said no, themselves.
func askElsewhere(tx *kernel.Tx, participant id.Participant, s pathway.Scope) error {
	open, err := heldOpen(tx.Look(), participant, s)
	for _, o := range open {
		a, err := askersOf(tx.Look(), o, s)
		if err == nil && a.worker != "" {
			err = tx.AddDue(jobs.NoticeAskFirst, string(a.worker), string(o.ID), tx.Now)
		}
		if err := cmp.Or(err, tellEach(tx, a.kind, a.others, string(o.ID))); err != nil {
			return err
		}
	}
	return err
}

// settles has the worker who was told to ask first told, once they agree to go on, that there
// is no need any more, unless it was their doing. It looks before they agree.
func settles(tx *kernel.Tx) (tell func() error, err error) {
	tell = func() error { return nil }
	person, err := tx.FindPerson(tx.Course.Participant)
	if err != nil {
		return tell, err
	}
	stopped, err := stoppedThere(tx.Look(), person)
	_, is := stopped[person.ID]
	worker := tx.Scope.Worker
	if err != nil || !is || worker == "" || worker == tx.Actor.Account || !visitsGoOn(person) {
		return tell, err
	}
	return func() error {
		return tx.AddDue(jobs.NoticeSettled, string(worker), string(person.ID), tx.Now)
	}, nil
}

// askers are those who are told to ask somebody whether a stop holds in another record too.
type askers struct {
	worker id.Account // who still visits them there
	kind   string     // of message, to the others
	others []identity.Account
}

// askersOf finds them: beside the worker the lead; while nobody leads, who else looks after what
// is agreed; else who supervises, and can record nothing of it.
func askersOf(tx *kernel.ReadTx, of programme.Person, s pathway.Scope) (a askers, err error) {
	if visitsGoOn(of) {
		there, err := tx.FindScope(of.ID.Kind(), string(of.ID), false)
		if err != nil {
			return a, err
		}
		a.worker = there.Worker
	}
	for _, role := range []authz.Role{authz.Lead, authz.Coordinator, authz.Supervisor} {
		if role == authz.Coordinator && s != pathway.Wholly {
			continue // of visits they may not know
		}
		a.kind = jobs.NoticeAskStop
		if role == authz.Supervisor {
			a.kind = jobs.NoticeAskUnled
		}
		if a.others, err = tx.ListInRole(string(role)); err != nil || len(a.others) > 0 {
			return a, err
		}
	}
	return a, nil
}

// tellApart has those who were told to ask somebody about what was said in another record told, once
// s says that it is of somebody else, that there is no need, unless it is their doing. It looks before.
func tellApart(tx *kernel.Tx, s pathway.SamePerson) (tell func() error, err error) {
	tell = func() error { return nil }
	if !s.Apart {
		return tell, nil
	}
	one, err := tx.FindToldApart(s.One)
	if err != nil {
		return tell, err
	}
	others, err := kernel.OtherRecords(tx, s.One)
	if err != nil {
		return tell, err
	}
	records := append(others, one)
	before, err := stoppedThere(tx.Look(), records...)
	if err != nil || len(before) == 0 {
		return tell, err
	}
	return func() error {
		after, err := stoppedThere(tx.Look(), records...)
		for _, r := range records {
			_, was := before[r.ID]
			if _, is := after[r.ID]; err == nil && was && !is {
				err = askNoMore(tx, r.ID, before[r.ID])
			}
		}
		return err
	}, nil
}

// askNoMore tells those who were told to ask in participant's record because of stop.
func askNoMore(tx *kernel.Tx, participant id.Participant, stop StoppedThere) error {
	person, err := tx.FindPerson(participant)
	if err != nil {
		return err
	}
	scope := pathway.Wholly
	if stop.visits {
		scope = pathway.FromVisitsOnly
	}
	a, err := askersOf(tx.Look(), person, scope)
	if err != nil {
		return err
	}
	kinds := map[id.Account]string{a.worker: jobs.NoticeAskFirst}
	accounts := []id.Account{a.worker}
	for _, o := range a.others {
		if kinds[o.ID] == "" {
			kinds[o.ID], accounts = a.kind, append(accounts, o.ID)
		}
	}
	for _, account := range accounts {
		told, err := tx.WasDue(kinds[account], string(account), string(participant))
		if err == nil && told && account != tx.Actor.Account {
			err = tx.AddDue(jobs.NoticeApart, string(account), string(participant), tx.Now)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// seeElsewhere says to whom it is about that what they agreed to in another record stays, though
// they stop in theirs, and whether somebody will ask them: once they have stopped, whether nobody
// has recorded yet what they say there.
func seeElsewhere(tx *kernel.ReadTx, r *ConsentRecord) error {
	if !r.Person.Joined {
		return nil
	}
	open, err := heldOpen(tx, r.Person.ID, pathway.Wholly)
	if err != nil {
		return err
	}
	waits, err := stoppedThere(tx, open...)
	for _, o := range open {
		a, err := askersOf(tx, o, pathway.Wholly)
		if err != nil {
			return err
		}
		_, asked := waits[o.ID]
		told := a.worker != "" || len(a.others) > 0
		r.Elsewhere, r.Asked = true, r.Asked || told && (asked || !r.Person.State.Left())
		r.VisitsOn = r.VisitsOn || visitsGoOn(o.ToldApart())
	}
	return err
}

// A StoppedThere is what somebody stopped, or said no to, themselves in another record, where
// nobody has recorded yet whether it holds in this one.
type StoppedThere struct {
	On     programme.Date
	SaidNo bool
	visits bool // it is of these alone
}

// stoppedThere is that of those of people of whom it is so: somebody asks them.
func stoppedThere(tx *kernel.ReadTx, people ...programme.Person) (map[id.Participant]StoppedThere, error) {
	found, err := tx.ListStoppedElsewhere(people)
	all := map[id.Participant]StoppedThere{}
	for of, stop := range found {
		all[of] = StoppedThere{On: programme.Of(stop.At, tx.Zone), SaidNo: stop.Stage == programme.NotConsented,
			visits: stop.Stage == programme.WithoutVisits}
	}
	return all, err
}
