package kernel

import (
	"slices"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
)

// HandDraft hands a list to the lead, and has the lead told: that a worry is among it,
// because until it is raised nobody has been told of that. Where nobody leads, a worry
// is the supervisors', other words wait for the next lead, and the administrators are
// told that there is none.
//
// All of them are one message, but each worry, which says how soon, is one of its own: that
// leads to the others, too.
func (t *Tx) HandDraft(list ...identity.Draft) error {
	led, err := hasLead(t)
	if err == nil && !led && len(list) > 0 {
		err = t.noticeNobodyLeads()
	}
	if err != nil {
		return err
	}
	worries := false
	for _, d := range list {
		if err := t.Tx.HandDraft(d); err != nil {
			return err
		}
		if !d.IsWorry() {
			continue
		}
		worries = true
		if err := t.noticeHandedWorry(d, led); err != nil {
			return err
		}
	}
	if worries || len(list) == 0 {
		return nil
	}
	return t.NoticeOnce(authz.Lead, jobs.NoticeHanded, string(list[0].ID))
}

// LeadHasGone has the administrators told, where nobody leads any more: they can have
// somebody lead. What waits for the lead is no matter of theirs.
func (t *Tx) LeadHasGone() error {
	led, err := hasLead(t)
	if err != nil || led {
		return err
	}
	return t.noticeNobodyLeads()
}

func (t *Tx) noticeNobodyLeads() error {
	return t.NoticeOnce(authz.Administrator, jobs.NoticeNobodyLeads, t.Today.String())
}

// HandedTo is the role of those who can read d once it is handed over: none, where it
// waits for the next lead.
func (t *Tx) HandedTo(d identity.Draft) (authz.Role, error) {
	held, err := t.ListGrantsOfStaff()
	return ReaderOf(d, held), err
}

// ReaderOf is HandedTo, of the roles that are held.
func ReaderOf(d identity.Draft, held []authz.Held) authz.Role {
	switch {
	case Led(held):
		return authz.Lead
	case d.IsWorry() && anyHolds(held, authz.Supervisor):
		return authz.Supervisor
	}
	return ""
}

// TellOfHandedWorries has those told, of every worry that was handed over and that
// nobody has raised, to whom it goes now, where they don't know of it yet: the
// supervisors, once nobody leads any more, and whoever is given one of the roles.
func (t *Tx) TellOfHandedWorries() error {
	list, err := t.ListHandedWorries()
	if err != nil || len(list) == 0 {
		return err
	}
	led, err := hasLead(t)
	for _, d := range list {
		if err == nil {
			err = t.noticeHandedWorry(d, led)
		}
	}
	return err
}

// noticeHandedWorry has the lead told of d, or, where nobody leads, the supervisors.
func (t *Tx) noticeHandedWorry(d identity.Draft, led bool) error {
	to := authz.Supervisor
	if led {
		to = authz.Lead
	}
	return t.NoticeOnce(to, jobs.NoticeHandedWorry, string(d.ID))
}

// Handed is what of the words handed over somebody may read.
type Handed int

const (
	HandedNothing Handed = iota
	HandedWorries        // a supervisor's, where nobody leads: a worry has to reach somebody
	HandedAll            // the lead's
)

// Handed tells what of the words handed over the actor may read.
func (t *ReadTx) Handed() (Handed, error) { return handed(t, t.Actor) }

// Handed tells what of the words handed over the actor may read.
func (t *Tx) Handed() (Handed, error) { return handed(t, t.Actor) }

type grantLister interface{ ListGrantsOfStaff() ([]authz.Held, error) }

func handed(tx grantLister, who authz.Actor) (Handed, error) {
	if who.Has(authz.Lead) {
		return HandedAll, nil
	}
	led, err := hasLead(tx)
	if err != nil || led || !who.Has(authz.Supervisor) {
		return HandedNothing, err
	}
	return HandedWorries, nil
}

func hasLead(tx grantLister) (bool, error) {
	held, err := tx.ListGrantsOfStaff()
	return Led(held), err
}

// Led tells whether anybody leads, of the roles that are held. Who is masked by another
// role can't read what is handed over, and counts for nobody.
func Led(held []authz.Held) bool { return anyHolds(held, authz.Lead) }

func anyHolds(held []authz.Held, r authz.Role) bool {
	return slices.ContainsFunc(authz.InForce(held), func(g authz.Held) bool { return g.Role == r })
}
