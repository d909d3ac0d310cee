package kernel_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
)

// A pair of servers takes longer to start than all that is tried on it, so these are one
// test, in an order: the last of them fails over.
func TestADatabaseThatIsSlowHungOrGone(t *testing.T) {
	storetest.InTheWholeRun(t)
	pair := storetest.StartPair(t, migrate)
	b := &away{open(t, pair.URL), pair}
	t.Run("hung, it holds nobody up, nor does the book of looks", b.hung)
	t.Run("whoever runs the service is told once that it went, and once that it is back", b.toldOnce)
	t.Run("a standby is no server to begin on, and of two hosts the one that takes writes is", b.readOnly)
	t.Run("an answer to a commit that is lost is told as such", b.lostAnswer)
	t.Run("what a standby may lack is never said to be saved", b.acknowledged)
}

type away struct {
	*bench
	pair *storetest.Pair
}

// during runs do with a time, and tells how long it took.
func during(limit time.Duration, do func(context.Context) error) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	began := time.Now()
	err := do(ctx)
	return time.Since(began), err
}

func (b *away) look(ctx context.Context) error {
	_, err := b.care.SeeBoard(ctx, b.lead, programme.Page{Number: 1})
	return err
}

func (b *away) referral(name string) func(context.Context) error {
	r := b.bench.referral(name)
	return func(ctx context.Context) error { return b.care.MakeReferral(ctx, b.referrer, r, true) }
}

func (b *away) has(name string) bool {
	return b.count("participant WHERE id = $1", string(named[id.Participant](name))) == 1
}

func (b *away) hung(t *testing.T) {
	b.pair.Service.Hold()
	for name, do := range map[string]func(context.Context) error{"a look": b.look, "a change": b.referral("Kit")} {
		if took, err := during(time.Second, do); fault.Of(err) != fault.Unavailable || took > 3*time.Second {
			t.Errorf("%s: after %v: %v", name, took, err)
		}
	}
	b.pair.Service.Release()
	if took, err := during(10*time.Second, b.look); err != nil || took > 8*time.Second {
		t.Errorf("once it is back a look takes %v: %v", took, err)
	}
}

func (b *away) toldOnce(t *testing.T) {
	ok(t, b.look(context.Background()))
	before := len(b.log.bytes())
	b.pair.Service.Cut()
	for range 3 {
		if _, err := during(2*time.Second, b.look); fault.Of(err) != fault.Unavailable {
			t.Error(err)
		}
	}
	b.pair.Service.Mend()
	for range 3 {
		ok(t, b.look(context.Background()))
	}
	said := string(b.log.bytes()[before:])
	for _, once := range []string{"the database does not answer", "the database answers again"} {
		if n := strings.Count(said, once); n != 1 {
			t.Errorf("%d times %q: %s", n, once, said)
		}
	}
	if !strings.Contains(said, "connection refused") && !strings.Contains(said, "conn closed") {
		t.Errorf("nothing is said of why: %s", said)
	}
}

func (b *away) readOnly(t *testing.T) {
	open := func(url string) error {
		k, err := kernel.Open(kernel.Config{Database: url, Secret: derived("secret", 32)})
		ok(t, err)
		defer k.Close()
		_, err = during(10*time.Second, k.CheckFit)
		return err
	}
	if err := open(b.pair.Standby); err == nil || !strings.Contains(err.Error(), "takes no writes") {
		t.Errorf("a standby: %v", err)
	}
	ok(t, open(b.pair.Either()))

	set := func(value string) {
		for _, statement := range []string{"ALTER SYSTEM SET default_transaction_read_only = " + value,
			"SELECT pg_reload_conf()"} {
			_, err := b.raw.Exec(statement)
			ok(t, err)
		}
		time.Sleep(200 * time.Millisecond) // until its processes have read that
	}
	set("on")
	if err := b.referral("Ola")(context.Background()); fault.Of(err) != fault.Unavailable {
		t.Errorf("while it takes no writes: %v", err)
	}
	set("off")
	ok(t, b.referral("Ola")(context.Background()))
}

func (b *away) lostAnswer(t *testing.T) {
	b.pair.Follows.Hold()
	time.AfterFunc(time.Second, func() { b.pair.Service.Cut() })
	if took, err := during(10*time.Second, b.referral("Lou")); fault.Of(err) != fault.Uncertain {
		t.Errorf("after %v: %v", took, err)
	}
	b.pair.Service.Mend()
	b.pair.Follows.Release()
	ok(t, b.referral("Lou")(context.Background()))
	b.holds(1, b.count("referral WHERE participant_id = $1", string(named[id.Participant]("Lou"))), "referral of Lou")
}

func (b *away) acknowledged(t *testing.T) {
	b.pair.Follows.Hold()
	time.AfterFunc(1500*time.Millisecond, b.pair.Follows.Release)
	if took, err := during(time.Second, b.referral("Max")); err != nil {
		t.Errorf("who asked went away, and it was not saved, after %v: %v", took, err)
	}

	b.pair.Follows.Hold()
	time.AfterFunc(time.Second, func() {
		_, err := b.raw.Exec(`SELECT pg_cancel_backend(pid)
			FROM (SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' OFFSET 0) AS waits`)
		if err != nil {
			t.Error(err)
		}
	})
	if took, err := during(10*time.Second, b.referral("Pat")); fault.Of(err) != fault.Uncertain {
		t.Errorf("somebody ended its wait for the standby, after %v: %v", took, err)
	}
	if took, err := during(time.Second, b.referral("Nia")); fault.Of(err) != fault.Uncertain || took < 3*time.Second {
		t.Errorf("no standby has it, after %v: %v", took, err)
	}
	for until := time.Now().Add(5 * time.Second); !b.has("Nia") && time.Now().Before(until); {
		time.Sleep(20 * time.Millisecond) // until the server has heard that nobody waits any more
	}
	if !b.has("Nia") {
		t.Fatal("nothing can be seen of it, and nothing is tried here")
	}
	if took, err := during(time.Second, b.referral("Nia")); fault.Of(err) != fault.Uncertain {
		t.Errorf("sent again, it is said to be saved, after %v: %v", took, err)
	}

	b.pair.Promote()
	after := &away{beside(t, b.pair.Standby), b.pair}
	if after.has("Nia") || !after.has("Max") {
		t.Errorf("after the failover: Nia is there: %v, and Max: %v", after.has("Nia"), after.has("Max"))
	}
	ok(t, after.care.MakeReferral(context.Background(), after.referrer, after.bench.referral("Nia"), true))
	after.verify()
}
