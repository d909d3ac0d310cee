package care_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/store/storetest"
)

// holds gives somebody an account with these roles.
func (b *bench) holds(name string, roles ...authz.Role) authz.Actor {
	b.t.Helper()
	p, ctx := &people.People{Kernel: b.k, Base: "http://localhost"}, context.Background()
	root := authz.Actor{Account: named[id.Account]("Ada"), Organisation: b.org,
		Grants: []authz.Grant{{Role: authz.Administrator}}}
	a := identity.Account{ID: named[id.Account](name), Name: name, Email: strings.ToLower(name) + "@example.org"}
	who := authz.Actor{Account: a.ID, Organisation: b.org}
	for i, r := range roles {
		g := authz.Grant{Role: r}
		who.Grants = append(who.Grants, g)
		if i == 0 {
			b.ok(p.AddAccount(ctx, root, a, g, ""))
		} else {
			b.ok(apptest.HasBesides(b.k, root, a.ID, r))
		}
	}
	return who
}

func worry(name string, u safety.Urgency) safety.Worry {
	return safety.Worry{ID: named[id.Worry](name), Urgency: u, About: safety.OwnSafety,
		Words: "There was a marmalade jar full of tablets."}
}

// sent does all due work and counts the worries told of so far, by address.
func (b *bench) sent(out *notify.Outbox) map[string]int {
	b.t.Helper()
	b.delivers(out)
	counts := map[string]int{}
	for _, m := range out.List() {
		if !strings.Contains(m.Subject, "worried") {
			continue
		}
		counts[m.To]++
		if text := m.Subject + m.Text; strings.Contains(text, "Sam") || strings.Contains(text, "Example") ||
			strings.Contains(text, "marmalade") {
			b.t.Errorf("a message tells whom or what: %s", text)
		}
	}
	return counts
}

// restarted is the service stopped and started again on the same data.
func (b *bench) restarted(url string) {
	b.t.Helper()
	b.ok(b.k.Close())
	k := apptest.Open(b.t, url, &b.now)
	b.k, b.care = k, &care.Care{Kernel: k}
}

func told(s safety.WorryStanding) string {
	var list []string
	for _, t := range s.Notifications {
		list = append(list, string(t.To)+":"+t.Name)
	}
	return strings.Join(list, " ")
}

func TestAWorryThatNobodyTakesOnIsToldToOneAfterAnotherAndToNobodyTwiceAcrossARestart(t *testing.T) {
	storetest.EachMigrated(t, apptest.Migrate, func(t *testing.T, url string) {
		b, out, ctx := open(t, url), &notify.Outbox{Now: func() time.Time { return time.Time{} }}, context.Background()
		ash, ruth := b.worker("Ash"), b.holds("Ruth", authz.Supervisor)
		b.holds("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		w := worry("w", safety.Now)
		b.ok(b.care.RaiseWorry(ctx, ash, sam, w))
		b.ok(b.care.RaiseWorry(ctx, ash, sam, w)) // the second tap
		start := b.now
		for _, step := range []struct {
			after      time.Duration
			ruth, lena int
			told       string
			state      safety.WorryState
		}{
			{0, 1, 0, "duty_clinician: supervisor:Ruth", safety.Told},
			{9 * time.Minute, 1, 0, "duty_clinician: supervisor:Ruth", safety.Told},
			{10 * time.Minute, 1, 1, "duty_clinician: supervisor:Ruth programme_lead:Lena", safety.Told},
			{19 * time.Minute, 1, 1, "duty_clinician: supervisor:Ruth programme_lead:Lena", safety.Told},
			{20 * time.Minute, 1, 1, "duty_clinician: supervisor:Ruth programme_lead:Lena on_call_manager:", safety.Unanswered},
			{48 * time.Hour, 1, 1, "duty_clinician: supervisor:Ruth programme_lead:Lena on_call_manager:", safety.Unanswered},
		} {
			b.now = start.Add(step.after)
			b.sent(out)
			b.restarted(url)
			got := b.sent(out)
			r, err := b.care.SeeWorry(ctx, ruth, sam, w.ID)
			b.ok(err)
			if got["ruth@example.org"] != step.ruth || got["lena@example.org"] != step.lena || told(r.Standing) != step.told ||
				r.Standing.State != step.state {
				t.Errorf("after %s: %v, %s, %s", step.after, got, told(r.Standing), r.Standing.State)
			}
		}
		b.whole()
	})
}

func TestWhenTheServiceWasAwayEverybodyWhoseTimeHasComeIsToldAtOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ash, out := b.worker("Ash"), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		b.holds("Ruth", authz.Supervisor)
		b.holds("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		b.ok(b.care.RaiseWorry(context.Background(), ash, sam, worry("w", safety.TalkOver)))
		b.now = b.now.Add(30 * 24 * time.Hour)
		if got := b.sent(out); got["ruth@example.org"] != 1 || got["lena@example.org"] != 1 {
			t.Errorf("told %v", got)
		}
	})
}

func TestAWorryThatIsTakenOnIsToldToNobodyElseAndIsClosedWithWords(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		ash, ruth, lena := b.worker("Ash"), b.holds("Ruth", authz.Supervisor), b.holds("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		w := worry("w", safety.Today)
		w.About = safety.ChildSafeguarding
		b.ok(b.care.RaiseWorry(ctx, ash, sam, w))
		b.sent(out)
		closing := safety.Closing{ID: named[id.Closing]("c"), Worry: w.ID, Words: "The team went round."}
		b.fails(b.care.CloseWorry(ctx, ruth, sam, closing), fault.Conflict) // nobody has it yet
		acknowledgement := safety.Acknowledgement{
			ID: named[id.Acknowledgement]("r"), Worry: w.ID, Next: "I am ringing her now.",
		}
		b.fails(b.care.AcknowledgeWorry(ctx, ash, sam, acknowledgement), fault.Denied)
		b.ok(b.care.AcknowledgeWorry(ctx, ruth, sam, acknowledgement))
		b.ok(b.care.AcknowledgeWorry(ctx, ruth, sam, acknowledgement)) // the second tap
		b.now = b.now.Add(24 * time.Hour)
		if got := b.sent(out); got["ruth@example.org"] != 1 || got["lena@example.org"] != 0 {
			t.Errorf("told %v", got)
		}
		if _, is := fault.AsProblems(b.care.CloseWorry(ctx, lena, sam, safety.Closing{ID: closing.ID, Worry: w.ID})); !is {
			t.Error("a worry is closed without a word")
		}
		b.ok(b.care.CloseWorry(ctx, lena, sam, closing))
		b.ok(b.care.CloseWorry(ctx, lena, sam, closing))
		r, err := b.care.SeeWorry(ctx, lena, sam, w.ID)
		b.ok(err)
		if r.Standing.State != safety.Closed || len(r.Standing.Acknowledgements) != 1 ||
			r.Standing.Closing.Words != closing.Words ||
			told(r.Standing) != "child_lead: duty_clinician: supervisor:Ruth" {
			t.Errorf("it stands as %+v", r.Standing)
		}
		b.whole()
	})
}

func TestAWorryOfTheOnlySupervisorsGoesPastThem(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		ash, ruth := b.worker("Ash"), b.holds("Ruth", authz.Supervisor)
		b.holds("Lena", authz.Lead)
		b.holds("Mei", authz.Supervisor, authz.Assessor) // masked: it is not for her
		sam := b.matched("Sam", ash)
		w := worry("w", safety.Today)
		b.ok(b.care.RaiseWorry(ctx, ruth, sam, w))
		if got := b.sent(out); got["lena@example.org"] != 1 || len(got) != 1 {
			t.Errorf("told %v", got)
		}
		_, is := fault.AsProblems(b.care.AcknowledgeWorry(ctx, ruth, sam,
			safety.Acknowledgement{ID: named[id.Acknowledgement]("r"), Worry: w.ID}))
		if !is {
			t.Error("somebody took on their own worry")
		}
	})
}

func TestAWorryIsThereForWhoRaisedItAndWhoCanTakeItOnAndForNobodyElse(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		ash, bo := b.worker("Ash"), b.worker("Bo")
		lena, mei := b.holds("Lena", authz.Lead), b.holds("Mei", authz.Assessor, authz.Lead)
		sam := b.matched("Sam", ash)
		w, second := worry("w", safety.Today), worry("second", safety.TalkOver)
		b.fails(b.care.RaiseWorry(ctx, bo, sam, w), fault.NotFound) // nobody told Bo that there is a Sam
		_, err := b.care.AskWorry(ctx, bo, sam)
		b.fails(err, fault.NotFound)
		b.ok(b.care.RaiseWorry(ctx, ash, sam, w))
		b.ok(b.care.RaiseWorry(ctx, b.cora(), sam, second))
		b.fails(b.care.RaiseWorry(ctx, ash, sam, worry("w", safety.Now)), fault.Conflict) // another with its id
		_, err = b.care.SeeWorry(ctx, ash, sam, w.ID)
		b.ok(err)
		_, err = b.care.SeeWorry(ctx, ash, sam, second.ID)
		b.fails(err, fault.NotFound)
		_, err = b.care.SeeWorry(ctx, lena, b.referred("Jo"), w.ID)
		b.fails(err, fault.NotFound) // nor is it reached under somebody else
		_, err = b.care.SeeWorry(ctx, mei, sam, w.ID)
		b.fails(err, fault.Denied)
		_, err = b.care.ListWorries(ctx, ash, programme.Page{})
		if err == nil {
			t.Error("a worker has read the list")
		}
		b.ok(b.care.AcknowledgeWorry(ctx, lena, sam,
			safety.Acknowledgement{ID: named[id.Acknowledgement]("r"), Worry: second.ID}))
		board, err := b.care.ListWorries(ctx, lena, programme.Page{})
		b.ok(err)
		if board.Count != 2 || board.Open != 1 || len(board.Lines) != 2 || board.Lines[0].Worry.Fact.ID != w.ID ||
			board.Lines[0].Taken || !board.Lines[1].Taken || board.Lines[1].Closed {
			t.Errorf("the list is %+v", board)
		}
		looks, err := b.care.SeeLooks(ctx, b.themselves(sam), sam, 0)
		b.ok(err)
		seen := map[string]int{}
		for _, l := range looks.Lines {
			seen[l.Action]++
		}
		if seen["worry.see"] != 1 || seen["worry.list"] != 1 {
			t.Errorf("Sam reads that these looked: %v", seen)
		}
	})
}

// Somebody who visits people and assesses outcomes, too, is masked, and can say
// all the same that they are worried about somebody they visit.
func TestAWorkerWhoAlsoAssessesCanRaiseAWorryAboutTheirOwn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, bo := context.Background(), b.worker("Ash"), b.worker("Bo")
		own, other := b.matched("Sam", ash), b.matched("Jo", bo)
		ash.Grants = append(ash.Grants, authz.Grant{Role: authz.Assessor})
		_, err := b.care.AskWorry(ctx, ash, own)
		b.ok(err)
		b.ok(b.care.RaiseWorry(ctx, ash, own, worry("w", safety.Now)))
		_, err = b.care.AskWorry(ctx, ash, other)
		b.fails(err, fault.NotFound)
		_, err = b.care.SeeVisits(ctx, ash, own)
		b.fails(err, fault.Denied)
		b.whole()
	})
}

func TestTwentyAtOnceRaiseOneWorryAndTwentyRaiseTwenty(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), &notify.Outbox{Now: func() time.Time { return time.Time{} }}
		ash, ruth := b.worker("Ash"), b.holds("Ruth", authz.Supervisor)
		sam := b.matched("Sam", ash)
		var wait sync.WaitGroup
		for i := range 20 {
			wait.Go(func() {
				if err := b.care.RaiseWorry(ctx, ash, sam, worry("the same", safety.Today)); err != nil {
					t.Error(err)
				}
				if err := b.care.RaiseWorry(ctx, ash, sam, worry(string(rune('a'+i)), safety.TalkOver)); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if got := b.sent(out); got["ruth@example.org"] != 21 {
			t.Errorf("told %v", got)
		}
		board, err := b.care.ListWorries(ctx, ruth, programme.Page{})
		b.ok(err)
		if board.Count != 21 || board.Open != 21 {
			t.Errorf("%d worries, %d open", board.Count, board.Open)
		}
		b.whole()
	})
}

// Five that are newer don't push one out of sight that can't wait.
func TestWorriesThatNobodyHasTakenOnComeMostUrgentFirst(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, lena := context.Background(), b.worker("Ash"), b.staff("Lena", authz.Lead)
		sam := b.matched("Sam", ash)
		raised := []safety.Urgency{safety.Now, safety.TalkOver, safety.Today, safety.TalkOver, safety.TalkOver,
			safety.TalkOver, safety.Now}
		for i, u := range raised {
			b.now = b.now.Add(time.Minute)
			b.ok(b.care.RaiseWorry(ctx, ash, sam, worry(fmt.Sprint("w", i), u)))
		}
		b.ok(b.care.AcknowledgeWorry(ctx, lena, sam,
			safety.Acknowledgement{ID: named[id.Acknowledgement]("r"), Worry: named[id.Worry]("w6")}))
		order := func(list []safety.Listed) (names []string) {
			for _, l := range list {
				for i := range raised {
					if l.Worry.Fact.ID == named[id.Worry](fmt.Sprint("w", i)) {
						names = append(names, fmt.Sprint(i))
					}
				}
			}
			return names
		}
		board, err := b.care.SeeBoard(ctx, lena, programme.Page{})
		b.ok(err)
		if got := order(board.Worries); strings.Join(got, " ") != "0 2 5 4 3" || board.Open != 6 {
			t.Errorf("on the board: %v of %d", got, board.Open)
		}
		all, err := b.care.ListWorries(ctx, lena, programme.Page{})
		b.ok(err)
		if got := order(all.Lines); strings.Join(got, " ") != "0 2 5 4 3 1 6" {
			t.Errorf("on the list: %v", got)
		}
	})
}
