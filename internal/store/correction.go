package store

import (
	"slices"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

var corrections = journal(Journal[id.Participant, pathway.Correction]{
	Table: "correction", Noun: "Correction", Key: func(c pathway.Correction) string { return string(c.ID) },
})

// Corrections are what was put right of what is known of participant.
func (t *ReadTx) Corrections(participant id.Participant) Facts[pathway.Correction] {
	return corrections.facts(t, participant)
}

// ListCorrections lists them in the server's order.
func (t *ReadTx) ListCorrections(participant id.Participant) ([]ledger.Received[pathway.Correction], error) {
	return corrections.List(t, participant)
}

// PutRight has everything that reads what is known of participant read what c
// says of its topic: person is who they were until now. Who signs in as them follows, but
// for another referral that nobody has accepted. The caller adds c.
func (t *Tx) PutRight(person programme.Person, c pathway.Correction) error {
	known := pathway.Known{Identity: person.Identity, Contact: person.Contact}.With(c.Topic, c.Is)
	switch c.Topic {
	case pathway.AboutCare:
		return t.setDischarged(person, c.Is.Care.DischargeDate)
	case pathway.AboutEligibility: // it is read with the referral alone
		return nil
	}
	if err := t.setIdentity(string(person.ID), string(c.ID), identityWords{known.Identity, known.Contact}); err != nil {
		return err
	}
	if person.Unaccepted() {
		return nil
	}
	return t.setOwnAccount(person, known, string(c.ID))
}

// KnowAs has p be known as k says, and found by it, from the fact by on.
func (t *Tx) KnowAs(p programme.Person, by string, k pathway.Known) error {
	return t.setIdentity(string(p.ID), t.drawIdentity(string(p.ID), by), identityWords{k.Identity, k.Contact})
}

func (t *Tx) setDischarged(person programme.Person, on programme.Date) error {
	if on == person.Discharged {
		return nil
	}
	return busy(t.q.SetDischarged(t.ctx, rows.SetDischargedParams{
		ID: string(person.ID), OrganisationID: string(t.org), DischargedOn: on.String(),
	}))
}

// setIdentity adds what is known of participant now, and has them found by it.
func (t *Tx) setIdentity(participant, key string, who identityWords) error {
	if err := t.addIdentity(participant, key, who); err != nil {
		return err
	}
	return busy(t.q.SetIdentity(t.ctx, rows.SetIdentityParams{ID: participant, OrganisationID: string(t.org),
		IdentityID: key}))
}

// storeIdentity stores what is known of participant, under the key that it returns.
func (t *Tx) storeIdentity(participant, key string, who identityWords) (*crypt.Person, error) {
	k, err := t.keyFor(participant)
	if err != nil {
		return nil, err
	}
	sealed, err := seal(k, "identity", key, who)
	if err != nil {
		return nil, err
	}
	return k, busy(t.q.AddIdentity(t.ctx, rows.AddIdentityParams{
		ParticipantID: participant, ID: key, At: instant.At(t.now), ByAccount: t.by, Sealed: sealed,
	}))
}

// addIdentity stores what is known of participant, and has them found by it.
func (t *Tx) addIdentity(participant, key string, who identityWords) error {
	k, err := t.storeIdentity(participant, key, who)
	if err != nil {
		return err
	}
	return t.setLookups(k, participant, key, who.Identity)
}

// setOwnAccount has somebody be called as they are known now when they are signed in,
// and sign in at their new e-mail address, when it was by the old one that they did:
// whoever reads the old one can't any more. Where the new one is somebody else's
// already, or there is none, a card is the way.
func (t *Tx) setOwnAccount(person programme.Person, known pathway.Known, by string) error {
	if known.Contact.Email == person.Contact.Email && known.Contact.SafeToEmail == person.Contact.SafeToEmail &&
		known.Identity.CalledName() == person.Identity.CalledName() {
		return nil
	}
	made, err := t.ListCorrections(person.ID)
	if err != nil {
		return err
	}
	was, is := person.Contact, known.Contact
	how := identity.Readdressing{By: by, Back: slices.ContainsFunc(ledger.Facts(made), func(c pathway.Correction) bool {
		return identity.NormalAddress(c.Was.Contact.Email) == identity.NormalAddress(is.Email)
	})}
	return t.changeOwnAccount(person.ID, was, is, how, func(before identity.Account) identity.Account {
		now := before
		now.Name = known.Identity.CalledName()
		switch {
		case before.Email == "" && !person.Contact.MayEmail() && known.Contact.MayEmail(),
			before.Email != "" && identity.NormalAddress(before.Email) == identity.NormalAddress(person.Contact.Email):
			now.Email = known.Contact.Email
		}
		return now
	})
}

// FollowContact has p, who was reached otherwise until now, sign in as they are known and
// reached from now on, as how says.
func (t *Tx) FollowContact(p programme.Person, was programme.Contact, how identity.Readdressing) error {
	return t.changeOwnAccount(p.ID, was, p.Contact, how,
		func(before identity.Account) identity.Account { return before.Follows(p) })
}

func (t *Tx) changeOwnAccount(participant id.Participant, was, is programme.Contact, how identity.Readdressing,
	change func(identity.Account) identity.Account) error {
	key, err := t.FindAccountOfParticipant(participant)
	if fault.Of(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	before, err := t.FindAccount(key)
	if err != nil {
		return err
	}
	if before.MayBeSentCodes(was) && !before.MayBeSentCodes(is) {
		if err := t.shutOut(before); err != nil {
			return err
		}
	}
	now := change(before)
	if now == before {
		return nil
	}
	how.Tell, how.Back = before.MayTell(was, is), how.Back && is.MayEmail()
	err = t.SetAccount(before, now, how)
	if _, taken := fault.AsProblems(err); taken {
		now.Email = ""
		err = t.SetAccount(before, now, how)
	}
	return err
}

// putRight is r as it reads after what was put right of it since.
func putRight(r pathway.Referral, made []ledger.Received[pathway.Correction]) pathway.Referral {
	for _, c := range made {
		switch {
		case c.Fact.Referral != r.ID:
		case c.Fact.Topic == pathway.AboutCare:
			r = r.WithCare(c.Fact.Is.Care)
		case c.Fact.Topic == pathway.AboutEligibility:
			r.Eligibility = c.Fact.Is.Eligibility
		}
	}
	return r
}
