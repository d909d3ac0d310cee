package kernel

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
)

// A Subject is what a change or a look is about: an id of ring 0.
type Subject interface {
	Kind() string
	String() string
}

// A Tx is a change that the policy has allowed, in its organisation's turn. It
// writes, about its subject and whom else it has named, and has no way to
// commit or to leave an entry: Change does both.
type Tx struct {
	*store.Tx
	setting
	k       *Kernel
	turn    *store.Turn
	subject Subject
	due     bool
	others  []string // the participants that it names besides its subject
	refused *errRefused
	shown   *shown
}

// A ReadTx is a look that the policy has allowed, at one moment of the data.
type ReadTx struct {
	*store.ReadTx
	setting
	k      *Kernel
	people []string
}

// A setting is what a use case needs to know besides the data.
type setting struct {
	Now        time.Time
	Today      programme.Date // in the organisation's zone
	Zone       *time.Location
	Actor      authz.Actor
	Scope      authz.Resource            // what it is about, as the policy saw it
	Course     programme.CourseOfSupport // the participant's that it is about; of nobody when it is about something else
	Definition programme.Definition      // the version that a participant is under, else the organisation's newest
}

// Change lets who do action to subject, and runs do in one transaction that
// takes the organisation's turn, asks the policy, writes, and appends the
// trail's entry. All of it commits, or none. What do returns is returned;
// fault.Unchanged counts as success with nothing written.
func Change(ctx context.Context, k *Kernel, who authz.Actor, action authz.Action, subject Subject,
	do func(*Tx) error) (err error) {
	if !action.Writes {
		return fmt.Errorf("kernel: %s is a look, not a change", action)
	}
	asked(ctx, action)
	if err := k.room.admits(ctx, who, action); err != nil {
		return err
	}
	defer func() {
		err = inTime(ctx, err)
		k.writes.saw(ctx, err)
	}()
	turn, err := k.db.Begin(ctx, who.Organisation)
	if err != nil {
		return during(action, subject, err)
	}
	defer turn.Close()
	var change *Tx
	if err = k.inPace(ctx, turn.ReadTx, who, action); err == nil {
		change, err = k.begin(turn, who, action, subject)
	}
	if err == nil {
		err = do(change)
	}
	if change != nil && change.refused != nil {
		err = *change.refused // even where the use case took no notice
	}
	if change != nil && change.shown != nil {
		turn.Close()
		if err := k.show(ctx, who, change.shown, err); err != nil {
			return during(action, subject, err)
		}
		return change.shown.answer
	}
	if err != nil {
		turn.Close()
		if errors.Is(err, fault.Unchanged) {
			return during(action, subject, k.db.Confirm(ctx))
		}
		return during(action, subject, k.refused(ctx, who, err))
	}
	e := entry(change.Now, who, action, subject)
	e.People = change.others
	if err := turn.Commit(e); err != nil {
		return during(action, subject, err)
	}
	if change.due {
		k.signal()
	}
	return nil
}

// begin asks the policy, and hands out the writer of a turn, which writes about
// the subject and nobody else.
func (k *Kernel) begin(turn *store.Turn, who authz.Actor, action authz.Action, subject Subject) (*Tx, error) {
	set, scope, err := k.allow(turn.ReadTx, who, action, subject)
	if err != nil {
		return nil, err
	}
	if who.Unsure(set.Now) {
		again := fault.New(fault.SignedOut, "fault.sign_in_again")
		if who.AsksAgain(action, set.Now) {
			return nil, again
		}
		turn.RefuseAddresses(again)
	}
	turn.Stamp(set.Now, who.Name())
	return &Tx{Tx: turn.Tx, setting: set, k: k, turn: turn, subject: subject}, turn.Bind(scope)
}

// Also names another participant whom this change is about, before anything of
// theirs is written: the policy is asked for them as for the change's subject,
// and the entry lists them. A refusal ends the change, and is logged as one. No
// change is about two of anything else yet: the person who builds the first one
// gives the entry a place to list them.
func (t *Tx) Also(action authz.Action, other id.Participant) error {
	_, err := t.also(action, other)
	return err
}

// AlsoFor is Also, and lets do run as if the change were about other: the scope, the
// course and the version of the programme are theirs meanwhile.
func (t *Tx) AlsoFor(action authz.Action, other id.Participant, do func() error) error {
	scope, err := t.also(action, other)
	if err != nil {
		return err
	}
	own := t.setting
	defer func() { t.setting = own }()
	t.Scope, t.Course = scope.Resource, scope.Course
	if err := t.k.settle(t.turn.ReadTx, &t.setting, scope); err != nil {
		return err
	}
	return do()
}

func (t *Tx) also(action authz.Action, other id.Participant) (store.Scope, error) {
	if !action.Writes {
		return store.Scope{}, fmt.Errorf("kernel: %s is a look, not a change", action)
	}
	scope, err := t.k.may(t.turn.ReadTx, t.Actor, action, other)
	if err != nil {
		var no errRefused
		if errors.As(err, &no) {
			t.refused = &no
		}
		return scope, err
	}
	if scope.ID != t.subject.String() && !slices.Contains(t.others, scope.ID) {
		t.others = append(t.others, scope.ID)
	}
	return scope, t.turn.Bind(scope)
}

// May tells whether the actor may also do action to what this change is about.
func (t *Tx) May(action authz.Action) bool { return t.k.allows(t.ReadTx, t.Actor, action, t.Scope) }

// AddDue writes down, in this change, work of a kind that is due at a time
// about subject, and within it about item, which may be empty.
func (t *Tx) AddDue(kind, subject, item string, at time.Time) error {
	t.due = true
	return t.Tx.AddDue(kind, subject, item, at)
}

// NoticeOnce writes down, in this change, that everybody in a role is told of
// item by a message of a kind, but those who were told of it before.
func (t *Tx) NoticeOnce(role authz.Role, kind, item string) error {
	holders, err := t.ListInRole(string(role))
	if err != nil {
		return err
	}
	for _, a := range holders {
		told, err := t.WasDue(kind, string(a.ID), item)
		if err != nil {
			return err
		}
		if told {
			continue
		}
		if err := t.AddDue(kind, string(a.ID), item, t.Now); err != nil {
			return err
		}
	}
	return nil
}

// Look reads what a page showed, as it is by now: for a change that is held against it.
func (t *Tx) Look() *ReadTx { return &ReadTx{ReadTx: t.turn.ReadTx, setting: t.setting, k: t.k} }

// Draw returns n secret bytes for a purpose.
func (t *Tx) Draw(purpose string, n int) []byte { return t.k.draw(purpose, n) }

func entry(now time.Time, who authz.Actor, action authz.Action, subject Subject) audit.Entry {
	return audit.Entry{At: now, Actor: who.Name(), Action: action.Name, SubjectKind: subject.Kind(),
		Subject: subject.String()}
}

func (k *Kernel) signal() {
	select {
	case k.wake <- struct{}{}:
	default: // a signal is waiting already
	}
}

// errRefused marks what the policy said no to; known tells whether the asker
// may learn that the thing exists.
type errRefused struct {
	action  authz.Action
	subject Subject
	known   bool
	foreign bool // it is another organisation's
}

func (e errRefused) Error() string { return "refused" }

// may finds a subject and asks the policy.
func (k *Kernel) may(tx *store.ReadTx, who authz.Actor, action authz.Action, subject Subject) (store.Scope, error) {
	scope, err := scopeFor(tx, who, subject)
	if err == nil && scope.Kind == id.Participant("").Kind() && who.Has(authz.PeerWorker) {
		if who.Masked() {
			err = visitsThemselves(tx, who, &scope)
		} else {
			err = visitedThemselves(tx, who, &scope)
		}
	}
	if err != nil {
		return store.Scope{}, err
	}
	if !k.allows(tx, who, action, scope.Resource) {
		return store.Scope{}, errRefused{action: action, subject: subject,
			known: k.allows(tx, who, authz.Know, scope.Resource), foreign: scope.Organisation != who.Organisation}
	}
	return scope, nil
}

// allows asks the policy.
func (k *Kernel) allows(tx *store.ReadTx, who authz.Actor, action authz.Action, res authz.Resource) bool {
	tx.Decides()
	return k.policy.Allows(who, action, res)
}

// scopeFor finds what the policy needs to know of subject. Of their own account, who asks has
// brought that.
func scopeFor(tx *store.ReadTx, who authz.Actor, subject Subject) (store.Scope, error) {
	if subject == Subject(who.Account) {
		return store.Scope{Resource: authz.Resource{Kind: subject.Kind(), ID: subject.String(),
			Organisation: who.Organisation, Participant: who.Participant}}, nil
	}
	return tx.FindScope(subject.Kind(), subject.String(), who.Masked())
}

// visitsThemselves has the policy know that somebody masked visits the person
// themselves, which is no news to them: they can go on saying that they are worried.
func visitsThemselves(tx *store.ReadTx, who authz.Actor, scope *store.Scope) error {
	visits, err := tx.VisitedBy(id.Participant(scope.ID), who.Account)
	if visits {
		scope.Worker = who.Account
	}
	return err
}

// visitedThemselves has the policy know that a worker visited the person in an earlier
// course: what that left is theirs to do. Of nobody else's right is it asked, so that
// for whoever isn't told of arms it is never read.
func visitedThemselves(tx *store.ReadTx, who authz.Actor, scope *store.Scope) error {
	if scope.Course.First() {
		return nil
	}
	visited, err := tx.VisitedBefore(scope.Course.Participant, who.Account)
	if visited {
		scope.WorkedBefore = []id.Account{who.Account}
	}
	return err
}

// allow asks the policy, and lays out what a use case needs.
func (k *Kernel) allow(tx *store.ReadTx, who authz.Actor, action authz.Action, subject Subject) (setting,
	store.Scope, error) {
	scope, err := k.may(tx, who, action, subject)
	if err != nil {
		return setting{}, scope, err
	}
	set := setting{Now: k.now().UTC(), Actor: who, Scope: scope.Resource, Zone: time.UTC}
	if action == authz.SetUp {
		return set, scope, nil // there is no organisation yet
	}
	if scope.Kind == id.Participant("").Kind() {
		set.Course = scope.Course
	}
	return set, scope, k.settle(tx, &set, scope)
}

func (k *Kernel) settle(tx *store.ReadTx, set *setting, scope store.Scope) error {
	h, err := k.homeOf(tx)
	if err != nil {
		return err
	}
	set.Zone = h.zone
	set.Today = programme.Of(set.Now, h.zone)
	if scope.Definition.Programme == "" {
		set.Definition, err = content.Latest(h.programme)
	} else {
		set.Definition, err = content.Programme(scope.Definition)
	}
	return err
}

// refused turns a refusal into what the asker is told, and logs it in a transaction of its own;
// any other error passes through. Of what is another organisation's there is no entry, as of
// what isn't there: who reads the trail would learn that it is.
func (k *Kernel) refused(ctx context.Context, who authz.Actor, err error) error {
	var no errRefused
	if !errors.As(err, &no) {
		return err
	}
	k.log.WarnContext(ctx, "refused", "action", no.action.Name, "actor", who.Name(), "subject_kind", no.subject.Kind())
	if who.Organisation != "" && !no.foreign {
		if err := k.logRefusal(ctx, who, no.action, no.subject); err != nil {
			return err
		}
	}
	if no.known {
		return fault.New(fault.Denied, "fault.denied")
	}
	return fault.Absent
}

func (k *Kernel) logRefusal(ctx context.Context, who authz.Actor, action authz.Action, subject Subject) error {
	tx, err := k.db.Begin(ctx, who.Organisation)
	if err != nil {
		return err
	}
	defer tx.Close()
	e := entry(k.now(), who, action, subject)
	e.Refused = true
	return tx.Commit(e)
}
