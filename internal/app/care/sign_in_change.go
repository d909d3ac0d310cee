package care

import (
	"cmp"
	"slices"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// A SignInChange is by which address somebody signs in until another referral of theirs is
// accepted, and then. Without one it is by a card.
type SignInChange struct{ Was, Is string }

// signInChange is what accepting p's referral changes of how they sign in; nil where it
// changes nothing.
func signInChange(tx *kernel.ReadTx, p programme.Person) (*SignInChange, error) {
	if !p.Unaccepted() {
		return nil, nil
	}
	a, err := ownAccount(tx, p)
	if err != nil || a.ID == "" {
		return nil, err
	}
	c := SignInChange{a.Email, a.Follows(p).Email}
	if identity.NormalAddress(c.Was) == identity.NormalAddress(c.Is) {
		return nil, nil
	}
	return &c, nil
}

// ownAccount is the one with which p signs in; none where they have none.
func ownAccount(tx *kernel.ReadTx, p programme.Person) (identity.Account, error) {
	key, err := tx.FindAccountOfParticipant(p.ID)
	if err != nil {
		return identity.Account{}, fault.UnlessAbsent(err)
	}
	return tx.FindAccount(key)
}

// cardOnly tells whether p, who came back without an address, signs in with a card alone.
func cardOnly(tx *kernel.ReadTx, p programme.Person) (bool, error) {
	if !p.Returned() || p.Contact.Email != "" {
		return false, nil
	}
	a, err := ownAccount(tx, p)
	return a.ID != "" && a.Email == "", err
}

// signsInAsBefore has p sign in as they did before a referral that is no longer accepted.
func signsInAsBefore(tx *kernel.Tx, p programme.Person, u pathway.Undoing) error {
	if of := u.Of; of.Kind != pathway.UndoDecision || of.Said != string(pathway.Accept) || !p.Returned() {
		return nil
	}
	list, err := tx.ListEarlierCourses(p)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(list, func(was programme.Person) bool { return was.State.Accepted() })
	if i < 0 {
		i = len(list) - 1
	}
	was, err := tx.FindBefore(p, list[i].CurrentCourse())
	return cmp.Or(err, tx.FollowContact(was, p.Contact, identity.Readdressing{By: string(u.ID), Back: true}))
}

// followsLead has p, of whose other referral the service said no, sign in at the address
// that v puts right, when it is the lead who says so.
func followsLead(tx *kernel.Tx, p programme.Person, v pathway.Correction, lead bool) error {
	if !lead || !p.Unaccepted() || p.State == programme.Referred || v.Topic != pathway.AboutContact ||
		v.Was.Contact.Email == v.Is.Contact.Email {
		return nil
	}
	p.Contact = v.Is.Contact
	return tx.FollowContact(p, v.Was.Contact, identity.Readdressing{By: string(v.ID)})
}
