package kernel

import (
	"context"
	"errors"
	"fmt"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
)

// View lets who look at subject for action, and runs look on one moment of the
// data. What it found is returned only after the look itself is in the trail.
func View[T any](ctx context.Context, k *Kernel, who authz.Actor, action authz.Action, subject Subject,
	look func(*ReadTx) (T, error)) (T, error) {
	var nothing T
	if action.Writes {
		return nothing, fmt.Errorf("kernel: %s is a change, not a look", action)
	}
	if store.InGroup(ctx) {
		return nothing, fmt.Errorf("kernel: %s is a look amid changes that it can't see", action)
	}
	asked(ctx, action)
	found, e, err := seen(ctx, k, who, action, subject, look)
	k.reads.saw(ctx, err)
	if err == nil {
		err = k.looks.log(ctx, who.Organisation, e)
	}
	if err != nil {
		return nothing, during(action, subject, k.refused(ctx, who, err))
	}
	return found, nil
}

func seen[T any](ctx context.Context, k *Kernel, who authz.Actor, action authz.Action, subject Subject,
	look func(*ReadTx) (T, error)) (found T, e audit.Entry, err error) {
	moment, err := k.db.View(ctx, who.Organisation)
	if err != nil {
		return found, e, err
	}
	defer moment.Close()
	set, _, err := k.allow(moment.ReadTx, who, action, subject)
	if err != nil {
		return found, e, err
	}
	read := &ReadTx{ReadTx: moment.ReadTx, setting: set, k: k}
	if found, err = look(read); err != nil {
		return found, e, err
	}
	e = entry(set.Now, who, action, subject)
	e.People = read.people
	return found, e, nil
}

// A Line is one row of a list.
type Line interface{ Resource() authz.Resource }

// Shows asks the policy for every line of a list before it is shown, and notes
// whose they are for the trail. The query has narrowed the list already, so a
// line that the policy refuses is our mistake, and nothing at all is shown.
func Shows[L Line](t *ReadTx, action authz.Action, lines []L) error {
	for _, line := range lines {
		res := line.Resource()
		if !t.k.allows(t.ReadTx, t.Actor, action, res) {
			t.k.log.Error("a list held a line that the policy refuses", "action", action.Name, "actor", t.Actor.Name())
			return fault.New(fault.Internal, "fault.internal")
		}
		if res.Kind == "participant" {
			t.people = append(t.people, res.ID)
		}
	}
	return nil
}

// May tells whether the actor may also do action to what this look is about,
// for offering it on the page. Doing it asks again.
func (t *ReadTx) May(action authz.Action) bool { return t.k.allows(t.ReadTx, t.Actor, action, t.Scope) }

// MayOf tells the same of one line of a list.
func MayOf[L Line](t *ReadTx, action authz.Action, line L) bool {
	return t.k.allows(t.ReadTx, t.Actor, action, line.Resource())
}

// ShowExactly has each of lists stand where they do exactly, as their records show it, as far
// as the actor may know of their visits. Of nobody else it asks anything.
func ShowExactly(t *ReadTx, lists ...[]programme.Person) error {
	var people []*programme.Person
	for _, list := range lists {
		for i := range list {
			if p := &list[i]; p.Study && p.Standing.Is == programme.TakingPart && MayOf(t, authz.SeeVisits, *p) {
				people = append(people, p)
			}
		}
	}
	return t.SetExactly(people)
}

// MayTo tells the same of what a line only names; nobody may do anything to what isn't there.
func (t *ReadTx) MayTo(action authz.Action, subject Subject) (bool, error) {
	return t.MayBy(t.Actor, action, subject)
}

// MayBy tells the same of somebody who isn't the actor, as they would be.
func (t *ReadTx) MayBy(who authz.Actor, action authz.Action, subject Subject) (bool, error) {
	_, err := t.k.may(t.ReadTx, who, action, subject)
	var no errRefused
	if errors.As(err, &no) || fault.Of(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}

// FindKnown finds somebody whom a line only names, and notes them for the trail; false
// where the actor may not know that there is such a person.
func (t *ReadTx) FindKnown(participant id.Participant) (p programme.Person, known bool, err error) {
	known, err = t.MayTo(authz.Know, participant)
	if !known {
		return p, false, err
	}
	t.people = append(t.people, string(participant))
	p, err = t.FindToldApart(participant)
	return p, err == nil, err
}

type askedKey struct{}

// Asked collects the actions that were asked for in one request.
type Asked struct{ Actions []authz.Action }

// WithAsked returns a context whose requests are noted in a: the wrapper holds
// every route to the action that it declares.
func WithAsked(ctx context.Context, a *Asked) context.Context {
	return context.WithValue(ctx, askedKey{}, a)
}

func asked(ctx context.Context, action authz.Action) {
	if a, ok := ctx.Value(askedKey{}).(*Asked); ok {
		a.Actions = append(a.Actions, action)
	}
}

// ListStaffApart lists what each member of staff is called, those of one name told apart to
// their colleagues: somebody whom they look after reads the name alone.
func (t *ReadTx) ListStaffApart() (map[id.Account]string, error) {
	if t.Actor.Participant != "" {
		return t.ListStaffNames()
	}
	return t.ReadTx.ListStaffApart()
}
