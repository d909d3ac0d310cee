package kernel_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
)

// A bench is a kernel with one organisation, a team, a referrer and a lead.
type bench struct {
	t        testing.TB
	k        *kernel.Kernel
	care     *care.Care
	people   *people.People
	out      *notify.Outbox
	now      time.Time
	org      id.Organisation
	team     id.Team
	referrer authz.Actor
	lead     authz.Actor
}

func derived(name string, n int) []byte {
	var b []byte
	for i := 0; len(b) < n; i++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d/%s", i, name))
		b = append(b, sum[:]...)
	}
	return b[:n]
}

func named[T ~string](name string) T { return id.From[T]([16]byte(derived(name, 16))) }

func open(t testing.TB, url string) *bench {
	t.Helper()
	b := &bench{t: t, now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC), org: named[id.Organisation]("org"), team: named[id.Team]("team")}
	k, err := kernel.Open(kernel.Config{
		Database: url, Secret: derived("secret", 32), Now: func() time.Time { return b.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	})
	ok(t, k.Migrate(context.Background()))
	b.k, b.care = k, &care.Care{Kernel: k}
	b.out = &notify.Outbox{Now: func() time.Time { return b.now }}
	b.people = &people.People{Kernel: k, Mailer: b.out, Base: "http://localhost"}
	b.settle()
	return b
}

func (b *bench) settle() {
	ctx := context.Background()
	admin := identity.Account{ID: named[id.Account]("admin"), Name: "Ada", Email: "ada@example.org"}
	o := identity.Organisation{ID: b.org, Name: "Wey Valley", Zone: "Europe/London", Programme: "crisis-peer-support", Help: "demo"}
	_, err := b.people.SetUp(ctx, o, admin)
	ok(b.t, err)
	who := authz.Actor{Account: admin.ID, Organisation: b.org, Grants: []authz.Grant{{Role: authz.Administrator}}}
	ok(b.t, b.people.AddTeam(ctx, who, identity.Team{ID: b.team, Name: "North"}))
	b.referrer = b.staff(who, "Remi", authz.Grant{Role: authz.Referrer, Team: b.team})
	b.lead = b.staff(who, "Lena", authz.Grant{Role: authz.Lead})
}

func (b *bench) staff(admin authz.Actor, name string, g authz.Grant) authz.Actor {
	a := identity.Account{ID: named[id.Account](name), Name: name, Email: name + "@example.org"}
	ok(b.t, b.people.AddAccount(context.Background(), admin, a, g))
	return authz.Actor{Account: a.ID, Organisation: b.org, Grants: []authz.Grant{g}}
}

func (b *bench) referral(name string) programme.Referral {
	d, err := content.Latest("crisis-peer-support")
	ok(b.t, err)
	r := programme.Referral{
		ID: named[id.Referral](name), Participant: named[id.Participant](name), Team: b.team,
		Identity: programme.Identity{
			GivenName: name, FamilyName: "O’Brien-Łukasz", BirthDate: date("1990-02-28"), NumberStatus: programme.NumberNone,
		},
		Contact: programme.Contact{
			AddressLines: []string{"12 Example Road"}, Phone: "01632 960123", LeaveVoicemail: programme.SafeNo, SafeToWrite: programme.SafeYes,
			SafeToText: programme.SafeYes, SafeToEmail: programme.SafeNo, PreferredChannel: programme.ChannelPhone,
		},
		DischargeDate: date("2026-11-20"),
		Responsible:   programme.Responsible{Name: "Dr Mbeki", Phone: "01632 960200"},
	}
	for _, line := range d.Eligibility {
		r.Eligibility = append(r.Eligibility, programme.Answer{Line: line.Key, Reply: line.Required})
	}
	return r
}

func date(s string) programme.Date {
	d, err := programme.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (b *bench) verify() {
	b.t.Helper()
	v, err := b.k.Verify(context.Background(), nil)
	ok(b.t, err)
	if !v.Whole() {
		b.t.Errorf("not whole: %v", v.Faults)
	}
}

func each(t *testing.T, do func(t *testing.T, b *bench)) {
	storetest.Each(t, func(t *testing.T, url string) { do(t, open(t, url)) })
}

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
			if found, err := b.care.FindPeople(ctx, b.lead, typed); err != nil || len(found) != 1 {
				t.Errorf("%q found %d, %v", typed, len(found), err)
			}
		}
		v := programme.Decision{ID: named[id.Decision]("d"), Verdict: programme.Accept}
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
		again := b.referral("Sam")
		again.ID, again.Participant = named[id.Referral]("x"), named[id.Participant]("x")
		err := b.care.MakeReferral(ctx, b.referrer, again, false)
		if likely, is := care.IsLikely(err); !is || len(likely) != 1 {
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
		stranger := authz.Actor{Account: "x", Organisation: b.org, Grants: []authz.Grant{{Role: authz.Referrer, Team: "other"}}}
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
		_, err := b.k.RunDue(ctx, b.people.Works())
		ok(t, err)
		ok(t, b.people.AskCode(ctx, "Lena@example.org", "mark"))
		ok(t, b.people.AskCode(ctx, "nobody@example.org", "mark"))
		_, err = b.k.RunDue(ctx, b.people.Works())
		ok(t, err)
		mail := b.out.List()[0]
		var code string
		if _, err := fmt.Sscanf(mail.Text, "Your code is %s", &code); err != nil || mail.To != "Lena@example.org" {
			t.Fatalf("mail %+v: %v", mail, err)
		}
		if _, err := b.people.EnterCode(ctx, code, "another browser", "x"); err == nil {
			t.Error("another browser signed in")
		}
		signed, err := b.people.EnterCode(ctx, code, "mark", "Firefox")
		ok(t, err)
		guest, err := b.k.Authenticate(ctx, signed.Token)
		ok(t, err)
		who := guest.Actor
		if !who.Has(authz.Lead) {
			t.Errorf("signed in as %+v", who)
		}
		if _, err := b.people.EnterCode(ctx, code, "mark", "Firefox"); err == nil {
			t.Error("the code worked twice")
		}
		ok(t, b.people.SignOutEverywhere(ctx, who))
		if _, err := b.k.Authenticate(ctx, signed.Token); fault.Of(err) != fault.NotFound {
			t.Errorf("still signed in: %v", err)
		}
		b.verify()
	})
}
