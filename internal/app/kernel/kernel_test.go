package kernel_test

import (
	"context"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

func TestAReferralIsMadeFoundScreenedAndVerified(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.referral("Sam")
		ok(t, b.care.MakeReferral(ctx, b.referrer, sam, false))
		list, err := b.care.ListReferrals(ctx, b.referrer, b.team, programme.Page{})
		ok(t, err)
		if list.Count != 1 || list.People[0].Identity.GivenName != "Sam" {
			t.Errorf("listed %d: %+v", list.Count, list.People)
		}
		for _, typed := range []string{"sam", "SAM obrien", "  lukasz ", "o brien lukasz", "Sám", "obrienlukasz sam"} {
			if found, err := b.care.FindPeople(ctx, b.lead, typed); err != nil || len(found.People) != 1 {
				t.Errorf("%q found %d, %v", typed, len(found.People), err)
			}
		}
		v := pathway.Decision{ID: named[id.Decision]("d"), Verdict: pathway.Accept}
		ok(t, b.care.Screen(ctx, b.lead, sam.Participant, v))
		ok(t, b.care.Screen(ctx, b.lead, sam.Participant, v)) // the second tap
		record, err := b.care.SeePerson(ctx, b.lead, sam.Participant)
		ok(t, err)
		if record.Person.State != programme.Accepted || len(record.Decisions) != 1 {
			t.Errorf("stands at %s after %d decisions", record.Person.State, len(record.Decisions))
		}
		b.verify()
	})
}

func TestTheSameReferralTwiceIsOneAndAnotherBodyIsAConflict(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.referral("Sam")
		ok(t, b.care.MakeReferral(ctx, b.referrer, sam, false))
		ok(t, b.care.MakeReferral(ctx, b.referrer, sam, false))
		sam.Contact.Phone = "01632 960999"
		if err := b.care.MakeReferral(ctx, b.referrer, sam, true); fault.Of(err) != fault.Conflict {
			t.Errorf("another body under the same id: %v", err)
		}
		sam.ID = named[id.Referral]("another")
		if err := b.care.MakeReferral(ctx, b.referrer, sam, true); fault.Of(err) != fault.Conflict {
			t.Errorf("another referral under the same person's id: %v", err)
		}
		again := b.referral("Sam")
		again.ID, again.Participant = named[id.Referral]("x"), named[id.Participant]("x")
		err := b.care.MakeReferral(ctx, b.referrer, again, false)
		if likely, is := care.AsLikelyDuplicate(err); !is || len(likely.People) != 1 {
			t.Errorf("the same name and birth date: %v", err)
		}
		b.verify()
	})
}

func TestWhatIsNotYoursIsAbsentAndTheAskingIsInTheTrail(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		sam := b.referral("Sam")
		ok(t, b.care.MakeReferral(ctx, b.referrer, sam, false))
		stranger := authz.Actor{Account: "x", Organisation: b.org,
			Grants: []authz.Grant{{Role: authz.Referrer, Team: "other"}}}
		_, err := b.care.SeeReferral(ctx, stranger, sam.Participant)
		_, absent := b.care.SeeReferral(ctx, stranger, named[id.Participant]("nobody"))
		if fault.Of(err) != fault.NotFound || err.Error() != absent.Error() {
			t.Errorf("refused with %v, absent with %v", err, absent)
		}
		_, err = b.care.SeePerson(ctx, b.referrer, sam.Participant)
		if fault.Of(err) != fault.Denied {
			t.Errorf("a referrer who may know of Sam is told %v", err)
		}
		b.verify()
	})
}

func TestACodeSignsInOnceInTheBrowserThatAsked(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		_, err := b.k.RunDue(ctx, b.works())
		ok(t, err)
		ok(t, b.people.AskCode(ctx, "Lena@example.org", identity.Browser{Mark: "mark"}))
		ok(t, b.people.AskCode(ctx, "nobody@example.org", identity.Browser{Mark: "another"}))
		_, err = b.k.RunDue(ctx, b.works())
		ok(t, err)
		mail := b.out.List()[0]
		said, is := strings.CutPrefix(mail.Text, "Your code is ")
		if !is || mail.To != "Lena@example.org" {
			t.Fatalf("mail %+v", mail)
		}
		code := said[:identity.CodeDigits+1]
		if _, err := b.people.EnterCode(ctx, code, identity.Browser{Mark: "another browser", Device: "x"}); err == nil {
			t.Error("another browser signed in")
		}
		signed, err := b.people.EnterCode(ctx, code, identity.Browser{Mark: "mark", Device: "Firefox"})
		ok(t, err)
		guest, err := b.k.Authenticate(ctx, signed.Token)
		ok(t, err)
		who := guest.Actor
		if !who.Has(authz.Lead) {
			t.Errorf("signed in as %+v", who)
		}
		if _, err := b.people.EnterCode(ctx, code, identity.Browser{Mark: "mark", Device: "Firefox"}); err == nil {
			t.Error("the code worked twice")
		}
		ok(t, b.people.SignOutEverywhere(ctx, who))
		if _, err := b.k.Authenticate(ctx, signed.Token); fault.Of(err) != fault.NotFound {
			t.Errorf("still signed in: %v", err)
		}
		b.verify()
	})
}
