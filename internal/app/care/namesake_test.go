package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// namesakes holds each record to whether somebody else has its name.
func (b *bench) namesakes(want bool, records ...id.Participant) {
	b.t.Helper()
	for _, r := range records {
		p, err := kernel.View(context.Background(), b.k, b.staff("Lena", authz.Lead), authz.SeePerson, r,
			func(tx *kernel.ReadTx) (programme.Person, error) { return tx.FindPerson(r) })
		if b.ok(err); p.Namesake != want {
			b.t.Errorf("%s is a namesake: %t", r, p.Namesake)
		}
	}
}

// Two records of one person are of one name and no namesakes, until it turns out that they
// are of two people.
func TestTwoRecordsOfOnePersonAreNoNamesakes(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		same := func(r *pathway.Referral) {
			r.Identity.GivenName, r.Identity.FamilyName, r.Identity.NHSNumber = "Sam", "Okafor", ""
		}
		sam, again := b.referred("one", same), b.referred("two", same)
		says := func(name string, apart bool) {
			t.Helper()
			b.now = b.now.Add(time.Minute)
			b.ok(b.care.JoinRecords(context.Background(), b.staff("Lena", authz.Lead), again,
				pathway.Joining(named[id.SamePerson](name), again, sam, apart), true))
		}
		b.namesakes(true, sam, again)
		says("joined", false)
		b.namesakes(false, sam, again)
		says("apart", true)
		b.namesakes(true, sam, again)
		says("joined once more", false)
		b.namesakes(false, sam, again)
		another := b.referred("three", same)
		b.namesakes(true, sam, again, another)
		b.whole()
	})
}
