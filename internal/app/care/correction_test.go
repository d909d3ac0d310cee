package care_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

func (b *bench) known(p id.Participant) care.Correcting {
	b.t.Helper()
	now, err := b.care.AskCorrection(context.Background(), b.staff("Lena", authz.Lead), p)
	b.ok(err)
	return now
}

// putsRight has who change one thing of a topic, on a form that was just opened.
func (b *bench) putsRight(who authz.Actor, p id.Participant, name string, topic pathway.Topic,
	change func(*pathway.Known)) error {
	b.t.Helper()
	now := b.known(p)
	is := now.Known
	change(&is)
	return b.care.PutRight(context.Background(), who, p, pathway.Correction{
		ID: named[id.Correction](name), Topic: topic, Is: is.Of(topic), Why: "She rang.",
		Asked: pathway.SafetyAnswers(),
	}, now.Made, true)
}

func TestWhatIsPutRightIsReadEverywhereAtOnceAndWhatWasThereStays(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, sam := context.Background(), b.staff("Lena", authz.Lead), b.referred("Sam")
		b.ok(b.putsRight(lena, sam, "name", pathway.AboutIdentity, func(k *pathway.Known) {
			k.Identity.FamilyName, k.Identity.NHSNumber, k.Identity.NumberStatus = "Nightingale", "9990000018", "unverified"
		}))
		b.ok(b.putsRight(b.staff("Cora", authz.Coordinator), sam, "phone", pathway.AboutContact,
			func(k *pathway.Known) { k.Contact.Phone = "01632 960999" }))
		b.ok(b.putsRight(b.staff("Remi", authz.Referrer), sam, "gp", pathway.AboutCare, func(k *pathway.Known) {
			k.Care.Responsible.Name, k.Care.DischargeDate = "Dr Quay", date("2026-11-25")
		}))
		record, err := b.care.SeePerson(ctx, lena, sam)
		b.ok(err)
		if p := record.Person; p.Identity.FamilyName != "Nightingale" || p.Contact.Phone != "01632 960999" ||
			p.Discharged != date("2026-11-25") || record.Referral.Fact.Responsible.Name != "Dr Quay" ||
			record.Referral.Fact.DischargeDate != date("2026-11-25") {
			t.Errorf("the record reads %+v, %+v", p, record.Referral.Fact)
		}
		for typed, want := range map[string]int{"nighting": 1, "9990000018": 1, "example": 1} {
			found, err := b.care.FindPeople(ctx, lena, typed)
			b.ok(err)
			if len(found.People) != want {
				t.Errorf("%q finds %d", typed, len(found.People))
			}
		}
		list, err := b.care.ListCorrections(ctx, lena, sam, programme.Page{})
		b.ok(err)
		if list.Count != 3 || list.Corrections[0].Fact.Was.Care.Responsible.Name == "Dr Quay" ||
			list.Corrections[2].Fact.Was.Identity.FamilyName != "Example" || list.Corrections[1].By == string(lena.Account) {
			t.Errorf("what was put right: %+v", list.Corrections)
		}
		b.whole()
	})
}

func TestTheSameCorrectionTwiceIsOneAndAnotherMeanwhileIsAConflict(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, sam := context.Background(), b.staff("Lena", authz.Lead), b.referred("Sam")
		now := b.known(sam)
		is := now.Known
		is.Contact.Phone = "01632 960999"
		first := pathway.Correction{ID: named[id.Correction]("phone"), Topic: pathway.AboutContact,
			Is: is.Of(pathway.AboutContact), Why: "She rang.", Asked: pathway.SafetyAnswers()}
		b.ok(b.care.PutRight(ctx, lena, sam, first, now.Made, false))
		b.ok(b.care.PutRight(ctx, lena, sam, first, now.Made, false))
		other := first
		other.Is.Contact.Phone = "01632 960888"
		b.fails(b.care.PutRight(ctx, lena, sam, other, 1, false), fault.Conflict)
		other.ID = named[id.Correction]("other")
		b.fails(b.care.PutRight(ctx, lena, sam, other, now.Made, false), fault.Conflict)
		if now := b.known(sam); now.Made != 1 || now.Known.Contact.Phone != "01632 960999" {
			t.Errorf("%+v", now)
		}
		b.whole()
	})
}

// knows tells whether an e-mail address opens an account.
func (b *bench) knows(address string) bool {
	found, err := kernel.BeforeSignIn(context.Background(), b.k, func(d kernel.SignInReader) ([]identity.SignIn, error) {
		return d.ListByAddress(address)
	})
	b.ok(err)
	return len(found) > 0
}

// What is wrong since before is put right by who knows of it, and keeps nobody from putting
// right what stands beside it.
func TestNoDischargeIsPutAfterAVisitThatWasHeld(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		cora, sam := b.staff("Cora", authz.Coordinator), b.visited(10, "Sam", b.worker("Ash"))
		b.now = time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
		on := func(who authz.Actor, day string) error {
			return b.putsRight(who, sam, "on "+day, pathway.AboutCare, func(k *pathway.Known) {
				k.Care.DischargeDate = date(day)
			})
		}
		for _, day := range []string{"2026-11-27", "2026-12-05"} {
			for _, x := range []struct {
				who  authz.Actor
				want fault.Problem
			}{
				{b.staff("Lena", authz.Lead), fault.Problem{Key: "correction.discharge_date.visit", Args: []any{"24 November 2026"}}},
				{cora, fault.Problem{Key: "correction.discharge_date.visited"}}, // who may not know of its day
				{b.staff("Remi", authz.Referrer), fault.Problem{Key: "correction.discharge_date.visited"}},
			} {
				problems, _ := fault.AsProblems(on(x.who, day))
				p, _ := problems.On("discharge_date")
				if p.Key != x.want.Key || fmt.Sprint(p.Args) != fmt.Sprint(x.want.Args) {
					t.Errorf("to %s: %v", day, problems)
				}
			}
		}
		b.ok(on(cora, "2026-11-24"))
		b.ok(b.putsRight(cora, sam, "gp", pathway.AboutCare, func(k *pathway.Known) { k.Care.GP.Name = "Dr Quay" }))
		b.whole()
	})
}

// Whoever reads the e-mail address that was wrong could sign in with it.
func TestAWrongAddressNoLongerSignsIn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		sam := b.referred("Sam", func(r *pathway.Referral) {
			r.Contact.Email, r.Contact.SafeToEmail = "wrong@example.org", programme.SafeYes
		})
		p := &people.People{Kernel: b.k, Base: "http://localhost"}
		b.ok(p.InvitePerson(ctx, lena, sam))
		b.ok(b.putsRight(lena, sam, "email", pathway.AboutContact,
			func(k *pathway.Known) { k.Contact.Email = "sam@example.org" }))
		for address, known := range map[string]bool{"wrong@example.org": false, "sam@example.org": true} {
			if got := b.knows(address); got != known {
				t.Errorf("%s opens an account: %v", address, got)
			}
		}
		b.ok(b.putsRight(lena, sam, "none", pathway.AboutContact, func(k *pathway.Known) {
			k.Contact.Email = "cora@example.org" // which is somebody else's already
		}))
		if b.knows("sam@example.org") {
			t.Error("the address that was taken away still opens the account")
		}
		b.whole()
	})
}
