package kernel_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
)

const twenty = 20

// together has twenty people do something at the same moment and returns what
// each was told.
func together(do func(n int) error) []error {
	var ready, done sync.WaitGroup
	begin, told := make(chan struct{}), make([]error, twenty)
	for n := range twenty {
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-begin
			told[n] = do(n)
		})
	}
	ready.Wait()
	close(begin)
	done.Wait()
	return told
}

func allOK(t *testing.T, told []error) {
	t.Helper()
	for n, err := range told {
		if err != nil {
			t.Errorf("the %dth was told %v", n+1, err)
		}
	}
}

func oneOK(t *testing.T, told []error) {
	t.Helper()
	n := 0
	for _, err := range told {
		if err == nil {
			n++
		} else if fault.Of(err) == fault.Internal {
			t.Errorf("somebody was told %v", err)
		}
	}
	if n != 1 {
		t.Errorf("%d were let in", n)
	}
}

func TestTwentyPressingTheSameReferralLeaveOne(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.referral("Sam")
		allOK(t, together(func(int) error { return b.care.MakeReferral(context.Background(), b.referrer, sam, false) }))
		b.holds(1, b.count("referral"), "referrals")
		b.holds(1, b.count("participant"), "participants")
		b.holds(1, b.entries("referral.make"), "entries")
		b.verify()
	})
}

func TestTwentyPressingTheSameDecisionLeaveOne(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.refer("Sam")
		v := pathway.Decision{ID: named[id.Decision]("d"), Verdict: pathway.Accept}
		allOK(t, together(func(int) error { return b.care.Screen(context.Background(), b.lead, sam.Participant, v) }))
		b.holds(1, b.count("screening"), "decisions")
		b.holds(1, b.entries("screening.decide"), "entries")
		b.verify()
	})
}

func TestTwentyDecidingDifferentlyAtOnceLeaveOneDecision(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.refer("Sam")
		oneOK(t, together(func(n int) error {
			v := pathway.Decision{ID: named[id.Decision](fmt.Sprint("d", n)), Verdict: pathway.Accept}
			return b.care.Screen(context.Background(), b.lead, sam.Participant, v)
		}))
		b.holds(1, b.count("screening"), "decisions")
		b.holds(1, b.entries("screening.decide"), "entries")
		b.verify()
	})
}

func TestTwentyTypingTheSameCodeStartOneSession(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		code := b.code("Lena@example.org", "mark")
		oneOK(t, together(func(int) error {
			_, err := b.people.EnterCode(context.Background(), code, identity.Browser{Mark: "mark", Device: "Firefox"})
			return err
		}))
		b.holds(1, b.count("session"), "sessions")
		b.holds(1, b.entries("session.start"), "entries")
		b.verify()
	})
}

func TestTwentyUsingTheSameCardStartOneSession(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.refer("Sam")
		card, err := b.people.GiveCard(context.Background(), b.lead, sam.Participant)
		ok(t, err)
		oneOK(t, together(func(int) error {
			_, err := b.people.UseCard(context.Background(), card.Code, identity.Browser{Device: "Firefox"})
			return err
		}))
		b.holds(1, b.count("session"), "sessions")
		b.holds(1, b.entries("session.start"), "entries")
		b.verify()
	})
}

// Two guesses that arrive together must both be counted: twenty at once may not
// be twenty tries for the price of one.
func TestTwentyGuessesAtOnceAreCountedOneByOne(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		code := b.code("Lena@example.org", "mark")
		wrong := "00000 00000"
		if code == wrong {
			wrong = "00000 00001"
		}
		together(func(int) error {
			_, err := b.people.EnterCode(context.Background(), wrong, identity.Browser{Mark: "mark", Device: "Firefox"})
			return err
		})
		right := identity.Browser{Mark: "mark", Device: "Firefox"}
		if _, err := b.people.EnterCode(context.Background(), code, right); err == nil {
			t.Error("the right code worked after twenty guesses")
		}
		var tries int
		ok(t, b.raw.QueryRow("SELECT max(tries) FROM attempt").Scan(&tries))
		b.holds(5, tries, "guesses counted")
		b.verify()
	})
}

func TestTwentyReferralsThroughThreeCopiesLeaveOneUnbrokenTrail(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		copies := []*bench{b, beside(t, b.url), beside(t, b.url)}
		allOK(t, together(func(n int) error {
			c := copies[n%len(copies)]
			return c.care.MakeReferral(context.Background(), c.referrer, c.referral(fmt.Sprint("Sam ", n)), true)
		}))
		b.holds(twenty, b.count("referral"), "referrals")
		b.holds(twenty, b.entries("referral.make"), "entries")
		var last int
		ok(t, b.raw.QueryRow("SELECT max(seq) FROM entry WHERE organisation_id = $1 AND chain = 'change'",
			string(b.org)).Scan(&last))
		b.holds(last, b.count("entry WHERE organisation_id = $1 AND chain = 'change'", string(b.org)),
			"entries up to the last")
		b.verify()
	})
}

func TestTwentyLooksThroughTwoCopiesAreAllInTheTrail(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.refer("Sam")
		copies := []*bench{b, beside(t, b.url)}
		allOK(t, together(func(n int) error {
			_, err := copies[n%2].care.SeePerson(context.Background(), b.lead, sam.Participant)
			return err
		}))
		b.holds(twenty, b.entries("person.see"), "looks")
		b.verify()
	})
}

// Keys that were opened are kept, and what is in the database still goes before.
func TestAKeyThatIsDestroyedOpensNothingInAnyCopy(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, kit := b.refer("Sam"), b.refer("Kit")
		copies := []*bench{b, beside(t, b.url)}
		sees := func(c *bench, p id.Participant) error {
			_, err := c.care.SeePerson(context.Background(), b.lead, p)
			return err
		}
		for _, c := range copies {
			ok(t, sees(c, sam.Participant))
		}
		_, err := b.raw.Exec("UPDATE person_key SET wrapped = $1 WHERE id = $2", make([]byte, 80), string(sam.Participant))
		ok(t, err)
		for n, c := range copies {
			if sees(c, sam.Participant) == nil {
				t.Errorf("copy %d still opens it", n)
			}
			ok(t, sees(c, kit.Participant))
		}
	})
}

func TestARoleThatEndedInOneCopyOpensNothingInTheOther(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, other := b.refer("Sam"), beside(t, b.url)
		_, err := other.care.SeePerson(context.Background(), b.lead, sam.Participant)
		ok(t, err)
		without := b.lead // as they sign in with their next request
		without.Grants = nil
		if _, err := other.care.SeePerson(context.Background(), without, sam.Participant); fault.Of(err) != fault.NotFound {
			t.Errorf("without the role: %v", err)
		}
	})
}

func TestTwoCopiesDeliverEachMessageOnce(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		for n := range 8 {
			b.staff(fmt.Sprint("Staff", n), authz.Grant{Role: authz.Lead})
		}
		due := b.count("due WHERE done_at IS NULL")
		other := beside(t, b.url)
		other.out = b.out
		copies := []*bench{b, other}
		allOK(t, together(func(n int) error {
			c := copies[n%2]
			_, err := c.k.RunDue(context.Background(), c.works())
			return err
		}))
		var sent []string
		for _, m := range b.out.List() {
			sent = append(sent, m.ID)
		}
		slices.Sort(sent)
		b.holds(due, len(sent), "messages sent")
		b.holds(due, len(slices.Compact(sent)), "different messages sent")
		b.holds(due, b.entries("message.deliver"), "entries")
		b.holds(0, b.count("due WHERE done_at IS NULL"), "messages still due")
		b.verify()
	})
}
