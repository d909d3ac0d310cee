package kernel

import (
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
)

// HandDraft hands d to the lead, and has the lead told: that a worry is among it,
// because until it is raised nobody has been told of that. Where nobody leads, a worry
// is the supervisors', and other words wait for the next lead.
func (t *Tx) HandDraft(d identity.Draft) error {
	if err := t.Tx.HandDraft(d); err != nil {
		return err
	}
	if !d.IsWorry() {
		return t.NoticeOnce(authz.Lead, jobs.NoticeHanded, string(d.ID))
	}
	led, err := hasLead(t)
	if err != nil {
		return err
	}
	return t.noticeHandedWorry(d, led)
}

// HandedTo is the role of those who can read d once it is handed over: none, where it
// waits for the next lead.
func (t *Tx) HandedTo(d identity.Draft) (authz.Role, error) {
	held, err := t.ListGrantsOfStaff()
	switch {
	case err != nil:
		return "", err
	case Led(held):
		return authz.Lead, nil
	case d.IsWorry() && anyHolds(held, authz.Supervisor):
		return authz.Supervisor, nil
	}
	return "", nil
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
	roles := map[id.Account][]authz.Grant{}
	for _, g := range held {
		roles[g.Account] = append(roles[g.Account], g.Grant)
	}
	for _, grants := range roles {
		if a := (authz.Actor{Grants: grants}); a.Has(r) && !a.Masked() {
			return true
		}
	}
	return false
}
