// Package apptest owns what the tests of the use cases have in common: a kernel
// on a database of each engine, ids and secrets derived from names, a referral
// and a worker that break no rule, and what every test asks of an error and of
// the trail. It is for tests only: each area's own bench is built of it.
package apptest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/workforce"
)

// OnEachEngine runs do on a migrated database of either engine.
func OnEachEngine(t *testing.T, do func(t *testing.T, url string)) {
	storetest.EachMigrated(t, Migrate, do)
}

// Migrate brings a database forward to the schema of this build.
func Migrate(url string) error {
	k, err := kernel.Open(kernel.Config{Database: url, Secret: Derived("secret", 32)})
	if err != nil {
		return err
	}
	defer k.Close()
	return k.Migrate(context.Background())
}

// Open opens the kernel on a database of OnEachEngine's. Its clock shows what
// now holds at the moment.
func Open(t testing.TB, url string, now *time.Time) *kernel.Kernel {
	t.Helper()
	k, err := kernel.Open(kernel.Config{Database: url, Secret: Derived("secret", 32),
		Now: func() time.Time { return *now }})
	OK(t, err)
	t.Cleanup(func() { OK(t, k.Close()) })
	return k
}

// OK ends a test on an error.
func OK(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Fails holds err to its kind.
func Fails(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.Of(err) != kind {
		t.Errorf("%v, and not of kind %d", err, kind)
	}
}

// Whole holds every row against the trail.
func Whole(t testing.TB, k *kernel.Kernel) {
	t.Helper()
	v, err := k.Verify(context.Background(), nil)
	OK(t, err)
	if !v.Whole() {
		t.Errorf("not whole: %v", v.Faults)
	}
}

// Staff is somebody of an organisation with roles: in the team, those held there.
func Staff(org id.Organisation, team id.Team, name string, roles ...authz.Role) authz.Actor {
	a := authz.Actor{Account: Named[id.Account](name), Organisation: org}
	for _, r := range roles {
		g := authz.Grant{Role: r}
		if r.InTeam() {
			g.Team = team
		}
		a.Grants = append(a.Grants, g)
	}
	return a
}

// Derived returns n bytes that are a name's own.
func Derived(name string, n int) []byte {
	var b []byte
	for i := 0; len(b) < n; i++ {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d/%s", i, name))
		b = append(b, sum[:]...)
	}
	return b[:n]
}

// Named is the id of a name, so that a test can speak of "Sam".
func Named[T ~string](name string) T { return id.From[T]([16]byte(Derived(name, 16))) }

// Date is the day that s names, which a test is sure of.
func Date(s string) programme.Date {
	d, err := programme.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Referral is one of somebody who may have a letter and a call, by the rules of d.
func Referral(name string, team id.Team, d programme.Definition, discharged programme.Date) pathway.Referral {
	r := pathway.Referral{
		ID: Named[id.Referral](name), Participant: Named[id.Participant](name), Team: team,
		Identity: programme.Identity{GivenName: name, FamilyName: "Example", BirthDate: Date("1990-02-28"),
			NumberStatus: programme.NumberNone},
		Contact: programme.Contact{
			AddressLines: []string{"12 Example Road"}, Phone: "01632 960123", LeaveVoicemail: programme.SafeNo,
			SafeToWrite: programme.SafeYes,
			SafeToText:  programme.SafeYes, SafeToEmail: programme.SafeNo, PreferredChannel: programme.ChannelPhone,
		},
		DischargeDate: discharged,
		Responsible:   pathway.Responsible{Name: "Dr Mbeki", Phone: "01632 960200"},
	}
	for _, line := range d.Eligibility {
		r.Eligibility = append(r.Eligibility, pathway.Answer{Line: line.Key, Reply: line.Required})
	}
	return r
}

// Trained is everything that the programme asks of a worker before a first visit.
func Trained(name string) []workforce.WorkerFact {
	d, err := content.Latest("crisis-peer-support")
	if err != nil {
		panic(err)
	}
	list := []workforce.WorkerFact{{Details: &workforce.Details{ID: Named[id.Details](name), Worker: workforce.Worker{
		Introduction: "I garden.", Districts: []workforce.District{"GU2"}, ContractedMinutes: workforce.MaxWeek,
	}}}}
	for _, asked := range d.Workers.Clearances {
		list = append(list, workforce.WorkerFact{Clearance: &workforce.Clearance{ID: Named[id.Clearance](name + asked.Key),
			Key: asked.Key, Issued: Date("2026-01-05")}})
	}
	for i := range d.Workers.CourseDays {
		list = append(list, workforce.WorkerFact{Training: &workforce.Training{
			ID: Named[id.Training](fmt.Sprint(name, i)), Kind: workforce.CourseDay, On: Date("2026-02-02").AddDays(i),
		}})
	}
	return list
}

// TakenBack is a clearance that turned out to be entered in error.
func TakenBack(name, entry string) workforce.WorkerFact {
	return workforce.WorkerFact{Clearance: &workforce.Clearance{
		ID:         Named[id.Clearance](name),
		Correction: workforce.Correction[id.Clearance]{Replaces: Named[id.Clearance](entry), InError: true},
	}}
}

// HasBesides gives a member of staff a role that doesn't go with theirs, as an earlier build
// let it.
func HasBesides(k *kernel.Kernel, who authz.Actor, to id.Account, r authz.Role) error {
	return kernel.Change(context.Background(), k, who, authz.GrantRole, to, func(tx *kernel.Tx) error {
		return tx.AddGrant(authz.Held{ID: kernel.NewID[id.Grant](k, string(r)), Account: to, Grant: authz.Grant{Role: r}})
	})
}
