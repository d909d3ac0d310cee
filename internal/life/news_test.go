package life

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
)

var enteredAt = time.Date(2026, 12, 1, 17, 5, 0, 0, time.UTC)

func news(kind Kind, worker id.Account, by string) News {
	return NewsAfter(ledger.Received[Event]{Fact: Event{ID: "e", Participant: "sam", Kind: kind}, At: enteredAt,
		By: by}, worker, nil)
}

func hearing(to Recipient, nobody bool) Fact {
	return Fact{ID: id.LifeFact(to), Event: "e", Told: &Notification{To: to, Nobody: nobody}}
}

func answer(a Answer) Fact {
	return Fact{ID: id.LifeFact("answer-" + a), Event: "e", Answer: a}
}

// wake does what the service does when it is woken at now, where nobody holds
// the vacant roles.
func wake(t interface{ Fatal(...any) }, n News, now time.Time, vacant ...Recipient) (News, []Recipient, time.Time) {
	var told []Recipient
	for {
		tell, again := NotificationsDue(n, now)
		if len(tell) == 0 {
			return n, told, again
		}
		for _, to := range tell {
			empty := slices.Contains(vacant, to)
			after, err := n.Take(hearing(to, empty))
			if err != nil {
				t.Fatal(to, err)
			}
			if n = after; !empty {
				told = append(told, to)
			}
		}
	}
}

func TestNewsOfADeathClimbsUntilSomebodyIsThereForTheWorker(t *testing.T) {
	n := news(Death, "ash", "cora")
	n, told, again := wake(t, n, enteredAt)
	if diff := cmp.Diff([]Recipient{ToWorker, ToSupervisor}, told); diff != "" ||
		!again.Equal(enteredAt.Add(2*time.Hour)) {
		t.Errorf("at once: %s, again at %v", diff, again)
	}
	n, err := n.Take(answer(ReadIt))
	if err != nil || n.State != NewsRead {
		t.Fatal(n.State, err)
	}
	n, told, _ = wake(t, n, enteredAt.Add(5*time.Hour)) // read, and still nobody was there
	if diff := cmp.Diff([]Recipient{ToSupervisorAgain, ToLead}, told); diff != "" || n.State != NewsRead {
		t.Errorf("later: %s, %s", diff, n.State)
	}
	if n, err = n.Take(answer(InTouch)); err != nil || n.State != NewsSettled {
		t.Fatal(n.State, err)
	}
	if tell, again := NotificationsDue(n, enteredAt.AddDate(1, 0, 0)); tell != nil || !again.IsZero() {
		t.Errorf("settled, and %v are told, again at %v", tell, again)
	}
}

func TestNewsThatItsWorkerHasReadIsSettledAndNobodyElseIsTold(t *testing.T) {
	n, _, _ := wake(t, news(Readmission, "ash", "cora"), enteredAt)
	n, err := n.Take(answer(ReadIt))
	if err != nil || n.State != NewsSettled {
		t.Fatal(n.State, err)
	}
	if _, told, again := wake(t, n, enteredAt.AddDate(0, 0, 9)); told != nil || !again.IsZero() {
		t.Errorf("%v are told, again at %v", told, again)
	}
}

func TestWhereNobodySupervisesTheLeadHearsAtOnce(t *testing.T) {
	n, told, again := wake(t, news(Readmission, "", "cora"), enteredAt, ToSupervisor, ToSupervisorAgain)
	if diff := cmp.Diff([]Recipient{ToLead}, told); diff != "" || n.State != NewsUnread || !again.IsZero() {
		t.Errorf("%s, %s, again at %v", diff, n.State, again)
	}
}

func TestWhoEnteredNewsSaysThatItIsKnownWhereThereIsNobodyToTell(t *testing.T) {
	n, _, _ := wake(t, news(Readmission, "", "lena"), enteredAt, ToSupervisor, ToSupervisorAgain, ToLead)
	if diff := cmp.Diff([]Answer{ReadIt}, n.Answers("lena")); diff != "" || !n.Open() {
		t.Error(diff)
	}
	if n, err := n.Take(answer(ReadIt)); err != nil || n.Open() {
		t.Errorf("%s, %v", n.State, err)
	}
}

func TestWhoMaySayWhatOfNews(t *testing.T) {
	for _, x := range []struct {
		name       string
		kind       Kind
		worker     id.Account
		enteredBy  string
		by         id.Account
		want       []Answer
		afterwards bool // once it was read
	}{
		{"the worker reads it", Readmission, "ash", "cora", "ash", []Answer{ReadIt}, false},
		{"the supervisor tells the worker", Readmission, "ash", "cora", "ruth", []Answer{ToldThem}, false},
		{"who entered it may have told the worker", Readmission, "ash", "cora", "cora", []Answer{ToldThem}, false},
		{"the worker who entered it waits for another", Readmission, "ash", "ash", "ash", nil, false},
		{"and another reads it", Readmission, "ash", "ash", "ruth", []Answer{ReadIt}, false},
		{"without a worker another reads it", Readmission, "", "cora", "ruth", []Answer{ReadIt}, false},
		{"and not who entered it", Readmission, "", "cora", "cora", nil, false},
		{"after a death somebody is there for the worker", Death, "ash", "cora", "ruth", []Answer{InTouch, ToldThem}, false},
		{"and still is, once it was read", Death, "ash", "cora", "ruth", []Answer{InTouch}, true},
		{"nobody is there for themselves", Death, "ash", "ash", "ash", nil, false},
	} {
		n, _, _ := wake(t, news(x.kind, x.worker, x.enteredBy), enteredAt)
		if x.afterwards {
			n, _ = n.Take(answer(ReadIt))
		}
		if diff := cmp.Diff(x.want, n.Answers(x.by)); diff != "" {
			t.Errorf("%s: %s", x.name, diff)
		}
		for _, a := range []Answer{ReadIt, ToldThem, InTouch, "else"} {
			if p := answer(a).Check(n, x.by); p.Any() == slices.Contains(x.want, a) {
				t.Errorf("%s: %s gives %v", x.name, a, p)
			}
		}
	}
}

// Whatever happens, in any order, news only makes moves that are drawn, is told
// to nobody twice, and is settled by nothing but somebody's answer.
func TestNewsNeverMovesOtherThanItIsDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom(Kinds()).Draw(t, "kind")
		n := news(kind, rapid.SampledFrom([]id.Account{"", "ash"}).Draw(t, "worker"),
			rapid.SampledFrom([]string{"ash", "cora"}).Draw(t, "by"))
		now, answered, told := enteredAt, false, map[Recipient]bool{}
		for i := range rapid.IntRange(0, 12).Draw(t, "steps") {
			before := n
			var f Fact
			if rapid.Bool().Draw(t, "answers") {
				f = Fact{ID: id.LifeFact(fmt.Sprint(i)), Event: "e",
					Answer: rapid.SampledFrom([]Answer{ReadIt, ToldThem, InTouch, "else"}).Draw(t, "answer")}
			} else {
				now = now.Add(time.Duration(rapid.IntRange(0, 60).Draw(t, "hours")) * time.Hour)
				tell, _ := NotificationsDue(n, now)
				if len(tell) == 0 {
					continue
				}
				if f = hearing(tell[0], rapid.Bool().Draw(t, "nobody")); told[tell[0]] {
					t.Fatalf("%s is told twice", tell[0])
				}
				told[tell[0]] = true
			}
			next, err := n.Take(f)
			drawn, allowed := NewsMoves().Next(n.State, n.Event(f))
			switch {
			case err == nil && (!allowed || next.State != drawn):
				t.Fatalf("from %s to %s is not drawn", before.State, next.State)
			case err != nil && next.State != before.State:
				t.Fatal("a refused fact moved the news")
			case err != nil && !errors.Is(err, fault.Unchanged) && fault.Of(err) != fault.Conflict:
				t.Fatal(err)
			}
			answered = answered || err == nil && f.Told == nil
			if n = next; n.State == NewsSettled && !answered {
				t.Fatal("settled, and nobody has answered")
			}
			if n.NeedsSupport() && n.State == NewsSettled &&
				!slices.ContainsFunc(n.Facts, func(f Fact) bool { return f.Answer == InTouch }) {
				t.Fatal("the worker was left alone")
			}
		}
	})
}

func TestNewerNewsOvertakesWhatItPutsRightRepeatsOrEnds(t *testing.T) {
	const day, next = "2026-12-01", "2026-12-02"
	for _, c := range []struct {
		earlier Kind
		on      string
		later   Kind
		want    bool
	}{
		{Readmission, day, GoingOn, true},
		{Readmission, day, ReferredAgain, true},
		{GoingOn, day, Readmission, true},
		{Readmission, day, Readmission, true},
		{Readmission, day, LossOfCapacity, false},
		{MovingAhead, next, Readmission, false},
		{MovingAhead, next, MovingAhead, true},
		{MovingAhead, day, MovingAway, true},
		{MovingAhead, next, MovingAway, false}, // its day has come
		{MovingAhead, next, GoingOn, true},
		{MovingAhead, "2026-12-03", GoingOn, false}, // and still lies ahead
		{Readmission, day, Death, true},
		{Death, day, DeathDay, false},
		{DeathDay, day, DeathDay, true},
		{Death, day, DeathInError, true},
		{DeathInError, day, GoingOn, false},
		{DeathInError, day, Death, true},
		{ReferredAgain, day, Readmission, false},
	} {
		if got := lived("2", c.later, next).Overtakes(lived("1", c.earlier, c.on)); got != c.want {
			t.Errorf("%s overtakes %s: %v", c.later, c.earlier, got)
		}
	}
}
