package kernel_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/store/storetest"
)

// withRoom opens the service on a disk that has as much room as free says.
func (b *bench) withRoom(free *int64) {
	b.t.Helper()
	k, err := kernel.Open(kernel.Config{
		Database: b.url, Secret: derived("secret", 32), Now: func() time.Time { return b.now },
		Log: slog.New(slog.NewTextHandler(b.log, nil)), Margin: 1000,
		Free: func() (int64, error) { return *free, nil },
	})
	ok(b.t, err)
	b.t.Cleanup(func() { ok(b.t, k.Close()) })
	b.use(k)
}

func isFull(err error) bool {
	return fault.Of(err) == fault.Unavailable && fault.KeyOf(err) == "fault.full"
}

func TestOnADiskThatIsNearlyFullNothingIsChangedAndEverybodyReadsOn(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx, sam, free := context.Background(), b.refer("Sam").Participant, int64(999)
		b.withRoom(&free)
		before := b.held()
		for range 3 {
			if err := b.care.MakeReferral(ctx, b.referrer, b.referral("Lee"), true); !isFull(err) {
				t.Errorf("a referral is answered %v", err)
			}
		}
		sameBut(t, before, b.held(), nil)
		if _, err := b.care.SeePerson(ctx, b.lead, sam); err != nil {
			t.Errorf("a record can't be read: %v", err)
		}
		if room := b.k.Room(ctx); !room.Low || room.Free != 999 || room.Margin != 1000 {
			t.Errorf("the administrator reads %+v", room)
		}
		free = 1000
		ok(t, b.care.MakeReferral(ctx, b.referrer, b.referral("Lee"), true))
		said := string(b.log.bytes())
		if n := strings.Count(said, "nearly full"); n != 1 || strings.Count(said, "room on the disk again") != 1 {
			t.Errorf("the log says %d times that it is full: %s", n, said)
		}
		b.verify()
	})
}

// Who can sign in can read; and whether an address is anybody's shows in no answer.
func TestOnADiskThatIsNearlyFullSigningInAnswersAsEver(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		var free int64
		b.withRoom(&free)
		for _, email := range []string{"Lena@example.org", "nobody@example.org"} {
			if err := b.people.AskCode(context.Background(), email, identity.Browser{Mark: email, Source: email}); err != nil {
				t.Errorf("%s: %v", email, err)
			}
		}
		if code := b.code("Lena@example.org", "her laptop"); code == "" {
			t.Error("no code is sent")
		}
	})
}

func TestAFullDiskOfTheServersIsSaidAsOne(t *testing.T) {
	b := open(t, storetest.PostgresMigrated(t, migrate)) // SQLite's own is in TestAFullDiskIsToldFromAnotherFault
	sam := b.refer("Sam").Participant
	for _, s := range []string{
		"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''full'' " +
			"USING ERRCODE = ''53100''; END'",
		"CREATE TRIGGER full_disk BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION full_disk()",
	} {
		_, err := b.raw.Exec(s)
		ok(t, err)
	}
	for range 2 {
		if err := b.care.MakeReferral(context.Background(), b.referrer, b.referral("Lee"), true); !isFull(err) {
			t.Errorf("a referral is answered %v", err)
		}
	}
	if _, err := b.care.SeePerson(context.Background(), b.lead, sam); !isFull(err) {
		t.Errorf("a record is shown without an entry: %v", err)
	}
	if n := strings.Count(string(b.log.bytes()), "disk is full"); n != 1 {
		t.Errorf("the log says it %d times: %s", n, b.log.bytes())
	}
}

// A life may hang on a worry: it is taken when there is little room, and on top of as many
// changes as others are.
func TestAWorryIsTakenWhereAnotherChangeIsNot(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, free := b.refer("Sam").Participant, int64(999)
		b.withRoom(&free)
		b.now = b.now.Add(2 * time.Hour)
		ctx := kernel.WithPaces(context.Background(), []identity.Pace{{Most: 2, Within: time.Hour}})
		worry := func(name string) error {
			return b.care.RaiseWorry(ctx, b.lead, sam, safety.Worry{ID: named[id.Worry](name), Urgency: safety.Now,
				About: safety.OwnSafety})
		}
		for _, name := range []string{"a", "b", "c", "d"} {
			ok(t, worry(name))
		}
		if err := worry("e"); err != kernel.ErrTooFast {
			t.Errorf("without end: %v", err)
		}
		b.verify()
	})
}

func TestWhatOneAccountChangesInAWhileIsBounded(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := kernel.WithPaces(context.Background(), []identity.Pace{{Most: 3, Within: time.Minute},
			{Most: 5, Within: time.Hour}})
		b.now = b.now.Add(2 * time.Hour) // after everybody has settled
		adds := func(ctx context.Context, name string) error {
			return b.people.AddTeam(ctx, b.admin, identity.Team{ID: named[id.Team](name), Name: name})
		}
		var group sync.WaitGroup
		var mu sync.Mutex
		count := map[error]int{}
		for _, name := range []string{"a", "b", "c", "d", "e"} { // at once, of whom each counts those before
			group.Go(func() {
				err := adds(ctx, name)
				mu.Lock()
				defer mu.Unlock()
				count[err]++
			})
		}
		group.Wait()
		if count[nil] != 3 || count[kernel.ErrTooFast] != 2 {
			t.Errorf("five at once are answered %v", count)
		}
		b.now = b.now.Add(61 * time.Second)
		ok(t, adds(ctx, "f"))
		ok(t, adds(ctx, "g"))
		if err := adds(ctx, "h"); err != kernel.ErrTooFast {
			t.Errorf("a sixth within the hour is answered %v", err)
		}
		if err := b.care.MakeReferral(ctx, b.referrer, b.referral("Lee"), true); err != nil {
			t.Errorf("somebody else is held back: %v", err)
		}
		ok(t, adds(context.Background(), "i"))
		before := b.count("attempt")
		for range 3 {
			ok(t, b.people.KeepTooFast(ctx, b.admin))
		}
		b.holds(before+1, b.count("attempt"), "attempts")
		b.holds(1, b.count("entry WHERE action = $1", authz.LimitChanges.Name), "entries")
		b.verify()
	})
}

func TestWhatWasAttemptedLongAgoIsRemoved(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		asks := func(email string) {
			ok(t, b.people.AskCode(ctx, email, identity.Browser{Mark: email, Source: email}))
			_, err := b.k.RunDue(ctx, b.works())
			ok(t, err)
		}
		asks("one@example.org")
		asks("two@example.org")
		b.holds(1, b.count("due WHERE kind = 'sign_in.drop'"), "removals for one day")
		b.now = b.now.Add(identity.AttemptsKept - time.Hour)
		asks("three@example.org")
		b.holds(3, b.count("attempt"), "attempts while they matter")
		b.now = b.now.Add(26 * time.Hour)
		_, err := b.k.RunDue(ctx, b.works())
		ok(t, err)
		b.holds(1, b.count("attempt"), "attempts once two matter no more")
		b.verify()
	})
}
