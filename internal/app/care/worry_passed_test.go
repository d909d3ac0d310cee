package care_test

import (
	"context"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
)

func passing(name string, to authz.Actor) safety.HandOn {
	return safety.HandOn{ID: named[id.WorryHandOn](name), Worry: named[id.Worry]("w"), To: to.Account,
		Why: "I am away from tonight."}
}

func TestAWorryThatIsHandedOnIsToldToTheColleagueAndThenByTheLadder(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		ash, ruth := b.worker("Ash"), b.holds("Ruth", authz.Supervisor)
		lena, bea := b.holds("Lena", authz.Lead), b.holds("Bea", authz.Supervisor)
		sam, w := b.matched("Sam", ash), worry("w", safety.Today)
		b.ok(b.care.RaiseWorry(ctx, ash, sam, w))
		b.ok(b.care.AcknowledgeWorry(ctx, ruth, sam,
			safety.Acknowledgement{ID: named[id.Acknowledgement]("r"), Worry: w.ID}))
		b.fails(b.care.HandOnWorry(ctx, ash, sam, passing("h", bea)), fault.Denied)
		for _, to := range []authz.Actor{ash, ruth, {}} {
			if _, is := fault.AsProblems(b.care.HandOnWorry(ctx, ruth, sam, passing("h", to))); !is {
				t.Errorf("handed on to %s", to.Account)
			}
		}
		before := b.sent(out)
		b.ok(b.care.HandOnWorry(ctx, ruth, sam, passing("h", bea)))
		b.ok(b.care.HandOnWorry(ctx, ruth, sam, passing("h", bea))) // the second tap
		after := b.sent(out)
		if after["bea@example.org"] != before["bea@example.org"]+1 || after["lena@example.org"] != 0 {
			t.Errorf("told %v, and before %v", after, before)
		}
		board, err := b.care.ListWorries(ctx, lena, programme.Page{})
		b.ok(err)
		if board.Open != 1 || board.Lines[0].Taken {
			t.Errorf("it stands as taken: %+v", board)
		}
		b.now = b.now.Add(2 * time.Hour)
		if later := b.sent(out); later["lena@example.org"] != 1 || later["ruth@example.org"] != after["ruth@example.org"]+1 {
			t.Errorf("two hours later %v", later)
		}
		b.ok(b.care.AcknowledgeWorry(ctx, bea, sam,
			safety.Acknowledgement{ID: named[id.Acknowledgement]("r2"), Worry: w.ID}))
		r, err := b.care.SeeWorry(ctx, lena, sam, w.ID)
		b.ok(err)
		if safety.Holder(r.History) != bea.Account || r.Standing.State != safety.Acknowledged {
			t.Errorf("it stands as %+v", r.Standing)
		}
		b.whole()
	})
}

func TestAWorryIsAddedToByWhoRaisedItAndWhoHasItAndByNobodyElse(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		ash, ruth := b.worker("Ash"), b.holds("Ruth", authz.Supervisor)
		sam, w := b.matched("Sam", ash), worry("w", safety.Today)
		b.ok(b.care.RaiseWorry(ctx, ash, sam, w))
		b.ok(b.care.AcknowledgeWorry(ctx, ruth, sam,
			safety.Acknowledgement{ID: named[id.Acknowledgement]("r"), Worry: w.ID}))
		add := func(who authz.Actor, name, words string) error {
			return b.care.AddToWorry(ctx, who, sam,
				safety.Addition{ID: named[id.WorryAddition](name), Worry: w.ID, Words: words})
		}
		if _, is := fault.AsProblems(add(ash, "a", "")); !is {
			t.Error("nothing was added")
		}
		b.ok(add(ash, "a", "The window is boarded up now."))
		b.ok(add(ash, "a", "The window is boarded up now."))
		b.ok(add(ruth, "b", "I have rung the housing officer."))
		b.fails(add(b.worker("Bo"), "c", "Not mine."), fault.NotFound)
		b.fails(add(b.cora(), "d", "Nor mine."), fault.Denied)
		b.delivers(out)
		more := 0
		for _, m := range out.List() {
			if m.To == "ruth@example.org" && m.Subject == "There is more to read about a worry that you took on" {
				more++
			}
		}
		if more != 1 {
			t.Errorf("the holder was told %d times", more)
		}
		r, err := b.care.SeeWorry(ctx, ash, sam, w.ID)
		b.ok(err)
		if len(r.Standing.Additions) != 2 || r.Standing.State != safety.Acknowledged || !r.May.Add || r.May.HandOn {
			t.Errorf("it stands as %+v, and may %+v", r.Standing, r.May)
		}
		b.ok(b.care.CloseWorry(ctx, ruth, sam, safety.Closing{ID: named[id.Closing]("c"), Worry: w.ID, Words: "Done."}))
		b.fails(add(ash, "late", "More."), fault.Conflict)
		b.whole()
	})
}

func TestALeaversWorriesGoBackToNobodyAndTheLadderBeginsAgain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		ash, ruth, lena := b.worker("Ash"), b.holds("Ruth", authz.Supervisor), b.holds("Lena", authz.Lead)
		b.holds("Bea", authz.Supervisor)
		sam := b.matched("Sam", ash)
		for _, name := range []string{"w", "other"} {
			w := worry(name, safety.Today)
			b.ok(b.care.RaiseWorry(ctx, ash, sam, w))
			who := map[string]authz.Actor{"w": ruth, "other": lena}[name]
			b.ok(b.care.AcknowledgeWorry(ctx, who, sam,
				safety.Acknowledgement{ID: named[id.Acknowledgement](name), Worry: w.ID}))
		}
		b.now = b.now.Add(time.Hour)
		before := b.sent(out)
		root := authz.Actor{Account: named[id.Account]("Ada"), Organisation: b.org,
			Grants: []authz.Grant{{Role: authz.Administrator}}}
		b.ok(b.care.EndAccount(ctx, root, ruth.Account, care.HandOver{}))
		after := b.sent(out)
		if after["bea@example.org"] != before["bea@example.org"]+1 ||
			after["ruth@example.org"] != before["ruth@example.org"] {
			t.Errorf("told %v, and before %v", after, before)
		}
		board, err := b.care.ListWorries(ctx, lena, programme.Page{})
		b.ok(err)
		if board.Open != 1 || board.Lines[0].Worry.Fact.ID != named[id.Worry]("w") {
			t.Errorf("the list is %+v", board)
		}
		b.now = b.now.Add(2 * time.Hour)
		if got := b.sent(out); got["lena@example.org"] != before["lena@example.org"]+1 {
			t.Errorf("the lead was told %v", got)
		}
		b.whole()
	})
}
