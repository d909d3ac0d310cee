package kernel_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
)

// What is still to be done is covered like what was done: nobody is left untold unseen.
func TestDueWorkThatIsRemovedPlantedOrAlteredIsFound(t *testing.T) {
	for what, statement := range map[string]string{
		"is missing":                    "DELETE FROM due WHERE id = (SELECT min(id) FROM due)",
		"was not written by Footbridge": "UPDATE due SET id = $1 WHERE id = (SELECT min(id) FROM due)",
		"is not as it was written":      "UPDATE due SET done_at = at WHERE id = (SELECT min(id) FROM due)",
	} {
		t.Run(what, func(t *testing.T) {
			each(t, func(t *testing.T, b *bench) {
				ctx := context.Background()
				ok(t, b.people.AskCode(ctx, "Lena@example.org", identity.Browser{Mark: "mark"}))
				b.verify()
				var values []any
				if strings.Contains(statement, "$1") {
					values = append(values, strings.Repeat("a", 26))
				}
				_, err := b.raw.Exec(statement, values...)
				ok(t, err)
				v, err := b.k.Verify(ctx, nil)
				ok(t, err)
				if !strings.Contains(strings.Join(v.Faults, "\n"), what) {
					t.Errorf("found is: %v", v.Faults)
				}
			})
		})
	}
}

// When it is tried again isn't covered, because tries leave no entry. So it is believed for
// an hour or two.
func TestDueWorkIsNotPutOffForeverByWhoHasTheDatabase(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		_, err := b.k.RunDue(ctx, b.works())
		ok(t, err)
		ok(t, b.people.AskCode(ctx, "Lena@example.org", identity.Browser{Mark: "mark"}))
		before := len(b.out.List())
		_, err = b.raw.Exec(`INSERT INTO due_try (due_id, organisation_id, at, attempts)
			SELECT id, organisation_id, $1, -1 FROM due WHERE done_at IS NULL AND at <= $2`, b.now.AddDate(100, 0, 0), b.now)
		ok(t, err)
		_, err = b.k.RunDue(ctx, b.works())
		ok(t, err)
		if len(b.out.List()) != before+1 {
			t.Error("it wasn't done")
		}
		b.verify()
	})
}

// A try that fails is made again when it is time, and leaves the trail whole meanwhile.
func TestDueWorkThatFailsIsTriedAgainLater(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		ok(t, b.people.AskCode(ctx, "Lena@example.org", identity.Browser{Mark: "mark"}))
		for range 3 {
			_, err := b.k.RunDue(ctx, nil) // nobody does it
			ok(t, err)
			b.verify()
			b.now = b.now.Add(time.Minute)
		}
		_, err := b.k.RunDue(ctx, b.works())
		ok(t, err)
		state, err := b.k.Due(ctx)
		ok(t, err)
		if state.Open != 1 { // the attempt is removed in ninety days
			t.Errorf("%d are still to be done", state.Open)
		}
		b.verify()
	})
}

// Who changes in the database whom a code goes to gets none.
func TestACodeIsSentToNobodyButWhoseItIs(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		rob := b.staff("Rob", authz.Grant{Role: authz.Lead})
		_, err := b.k.RunDue(ctx, b.works())
		ok(t, err)
		ok(t, b.people.AskCode(ctx, "Lena@example.org", identity.Browser{Mark: "mark"}))
		works := b.works()
		delete(works, jobs.SendSignIn) // it is found out whose the address is, and nothing is sent yet
		_, err = b.k.RunDue(ctx, works)
		ok(t, err)
		_, err = b.raw.Exec("UPDATE due SET subject = $1 WHERE done_at IS NULL", string(rob.Account))
		ok(t, err)
		before := len(b.out.List())
		b.now = b.now.Add(time.Minute)
		_, err = b.k.RunDue(ctx, b.works())
		ok(t, err)
		for _, mail := range b.out.List()[:len(b.out.List())-before] {
			t.Errorf("it went to %s", mail.To)
		}
	})
}
