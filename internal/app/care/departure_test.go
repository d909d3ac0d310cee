package care_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/safety"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/workforce"
)

// ada is the administrator.
func (b *bench) ada() authz.Actor { return b.staff("Ada", authz.Administrator) }

// grantOf is the role that who acts in, as it was given to them.
func (b *bench) grantOf(who authz.Actor) id.Grant {
	b.t.Helper()
	p := &people.People{Kernel: b.k}
	m, _, err := p.SeeAccount(context.Background(), b.ada(), who.Account)
	b.ok(err)
	i := slices.IndexFunc(m.Grants, func(g authz.Held) bool { return g.Role == who.Grants[0].Role })
	if i < 0 {
		b.t.Fatalf("%s isn't among %d roles", who.Grants[0].Role, len(m.Grants))
	}
	return m.Grants[i].ID
}

// hires gives somebody an account with a role.
func (b *bench) hires(name string, r authz.Role) authz.Actor {
	b.t.Helper()
	p := &people.People{Kernel: b.k, Base: "http://localhost"}
	a := identity.Account{ID: named[id.Account](name), Name: name, Email: name + "@example.org"}
	who := b.staff(name, r)
	b.ok(p.AddAccount(context.Background(), b.ada(), a, who.Grants[0], ""))
	return who
}

const handedOver = "A colleague's work needs your attention"

// everyRoad names the roads: a test that holds for one holds for each.
var everyRoad = []string{"the account", "the role", "long leave"}

// roads are every use case that ends a worker's account or role, shuts it, or ends their
// visits.
func (b *bench) roads(ash authz.Actor) map[string]func(care.HandOver) error {
	ctx := context.Background()
	return map[string]func(care.HandOver) error{
		"the account": func(h care.HandOver) error { return b.care.EndAccount(ctx, b.ada(), ash.Account, h) },
		"the role":    func(h care.HandOver) error { return b.care.EndRole(ctx, b.ada(), ash.Account, b.grantOf(ash), h) },
		"long leave": func(h care.HandOver) error {
			return b.care.HandOver(ctx, b.staff("Lena", authz.Lead), ash.Account, h)
		},
	}
}

func TestNoRoadLeavesSomebodyWithAWorkerWhoWontCome(t *testing.T) {
	for _, road := range everyRoad {
		t.Run(road, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash, lena := b.worker("Ash"), b.staff("Lena", authz.Lead)
				sam := b.planned("Sam", ash)
				b.ok(b.tells(lena, "planned", b.told(sam)))
				end := b.roads(ash)[road]
				b.says(end(care.HandOver{}), "to", "departure.to.missing")
				b.says(end(care.HandOver{To: ash.Account}), "to", "departure.to.missing")
				if m := b.whoVisits(lena, sam); m.Match == "" {
					t.Fatal("a refused change ended the match")
				}
				b.ok(end(care.HandOver{Board: true}))
				b.ok(b.care.HandOver(context.Background(), lena, ash.Account, care.HandOver{Board: true})) // nobody is left
				m := b.whoVisits(lena, sam)
				if m.Match != "" || len(m.Past) != 1 || m.Past[0].Reason != workforce.WorkerAway {
					t.Errorf("still matched: %+v", m)
				}
				if c := b.visits(lena, sam); c.Planned() != 0 || len(c.ToPlan()) != 10 {
					t.Errorf("%d visits are still to come", c.Planned())
				}
				b.needsAre(lena, "telling Sam", "worker Sam")
				b.whole()
			})
		})
	}
}

// A worker whose checks have run out is not offered, and takes nobody over: everybody
// would be on the board, with their visits called off.
func TestNobodyIsHandedOverToAWorkerWhoMayNotVisit(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.staff("Lena", authz.Lead)
		ash, bo := b.worker("Ash"), b.hired("Bo")
		sam := b.planned("Sam", ash)
		d, err := b.care.SeeHandOver(ctx, lena, ash.Account)
		b.ok(err)
		if len(d.Others) != 0 {
			t.Errorf("%v are offered", d.Others)
		}
		b.says(b.care.HandOver(ctx, lena, ash.Account, care.HandOver{To: bo.Account}), "to", "departure.to.not_ready")
		b.says(b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{To: bo.Account}), "to",
			"departure.to.not_ready")
		if n := len(b.visits(ash, sam).Open()); n != 10 {
			t.Errorf("%d visits are to come", n)
		}
		b.whole()
	})
}

func TestAWorkerWhoLeavesHandsOverTheirPeopleAndVisitsAtOnce(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), outbox()
		b.hires("Lena", authz.Lead)
		ash, bo := b.worker("Ash"), b.worker("Bo")
		sam, kim := b.planned("Sam", ash, byEmail("sam@example.org")), b.plannedAt(11, "Kim", ash)
		b.signsIn(sam)
		b.mails(out)
		d, err := b.care.SeeClosing(ctx, b.ada(), ash.Account, "")
		b.ok(err)
		if v := d.Visits; v.People != 2 || v.Planned != 20 || v.Next.IsZero() || len(d.Others) != 1 {
			t.Errorf("it touches %+v", d)
		}
		b.ok(b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{To: bo.Account}))
		b.ok(b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{To: bo.Account})) // the second tap
		planned := 0
		for _, x := range []id.Participant{sam, kim} {
			for _, v := range b.visits(bo, x).Open() {
				planned++
				if v.Worker != bo.Account {
					t.Error("a visit to come is still of somebody who has left")
				}
			}
		}
		if planned != 10 {
			t.Errorf("%d visits are planned, of two people whose times leave none for the way", planned)
		}
		got := b.mails(out)
		if len(got[newNews]) != 1 || len(got[newVisit]) != 2 || len(got[handedOver]) != 1 || len(got[oneFewer]) != 0 {
			t.Errorf("told: %v", got)
		}
		b.whole()
	})
}

func TestNobodyWhoIsMaskedEndsAWorkerOrLearnsWhomTheyVisit(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash := context.Background(), b.worker("Ash")
		b.matched("Sam", ash)
		masked := b.ada()
		masked.Grants = append(masked.Grants, authz.Grant{Role: authz.Assessor})
		d, err := b.care.SeeClosing(ctx, masked, ash.Account, "")
		b.ok(err)
		if !d.Hidden || d.Visits.People != 0 || len(d.Others) != 0 {
			t.Errorf("a masked administrator reads %+v", d)
		}
		b.fails(b.care.EndAccount(ctx, masked, ash.Account, care.HandOver{Board: true}), fault.Conflict)
	})
}

func TestTheLastHolderOfARoleIsNamedWithWhatWaits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		ruth := b.hires("Ruth", authz.Supervisor)
		b.worker("Ash")
		d, err := b.care.SeeClosing(ctx, b.ada(), ruth.Account, "")
		b.ok(err)
		if len(d.Roles) != 1 || d.Roles[0].Role != authz.Supervisor || d.Roles[0].Waiting[0].N != 1 ||
			d.Roles[0].Others != nil {
			t.Errorf("only: %+v", d.Roles)
		}
		b.hires("Lena", authz.Lead)
		b.ok(b.care.EndAccount(ctx, b.ada(), b.hires("Remi", authz.Assessor).Account, care.HandOver{}))
		out := outbox()
		if got := b.mails(out); len(got[handedOver]) != 2 {
			t.Errorf("of the last assessor were told: %v", got)
		}
		b.hires("Rhys", authz.Supervisor)
		d, err = b.care.SeeClosing(ctx, b.ada(), ruth.Account, b.grantOf(ruth))
		if err != nil || len(d.Roles) != 1 || !slices.Equal(d.Roles[0].Others, []string{"Rhys"}) {
			t.Errorf("with another: %+v, %v", d.Roles, err)
		}
		cora := b.cora()
		b.accepted("Jo") // to be invited
		b.invited("Kim") // to be asked again, a week later
		b.now = b.now.AddDate(0, 0, course.ThinkingDays)
		d, err = b.care.SeeClosing(ctx, b.ada(), cora.Account, "")
		want := []care.Waiting{{What: "coordinator", N: 2, By: authz.ListConsents}}
		if err != nil || len(d.Roles) != 1 || d.Roles[0].Others != nil || !slices.Equal(d.Roles[0].Waiting, want) {
			t.Errorf("the only coordinator: %+v, %v", d.Roles, err)
		}
	})
}

// resumed has life go on.
func (b *bench) resumed(sam id.Participant) { b.lives(sam, "resumed", life.GoingOn) }

func (b *bench) lives(sam id.Participant, name string, kind life.Kind) {
	b.t.Helper()
	b.ok(b.care.EnterLife(context.Background(), b.staff("Lena", authz.Lead), sam, life.Event{
		ID: named[id.LifeEvent](name + string(sam)), Kind: kind, On: programme.Of(b.now, time.UTC)}, true))
}

// needs are what each on the board waits for, in its order.
func (b *bench) needs(who authz.Actor) (list []string) {
	b.t.Helper()
	board, err := b.care.SeeBoard(context.Background(), who, programme.Page{})
	b.ok(err)
	for _, w := range board.Waiting {
		list = append(list, string(w.Need)+" "+w.Identity.CalledName())
	}
	slices.Sort(list)
	return list
}

func (b *bench) needsAre(who authz.Actor, want ...string) {
	b.t.Helper()
	if got := b.needs(who); !slices.Equal(got, want) {
		b.t.Errorf("on the board: %q, not %q", got, want)
	}
}

func TestWhoeverIsPausedOrAwayWhenTheirWorkerGoesIsSeenByTheLead(t *testing.T) {
	for name, kind := range map[string]life.Kind{"paused": life.Readmission, "away": life.MovingAway} {
		t.Run(name, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ash, bo, lena := b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
				sam := b.planned("Sam", ash)
				b.lives(sam, "first", kind)
				b.ok(b.care.EndAccount(context.Background(), b.ada(), ash.Account, care.HandOver{To: bo.Account}))
				if m := b.whoVisits(lena, sam); m.Match != "" {
					t.Error("somebody for whom life has the visits wait has a new worker")
				}
				if got := b.needs(lena); !slices.Contains(got, "worker_later Sam") || slices.Contains(got, "worker Sam") {
					t.Errorf("on the board: %q", got)
				}
				b.resumed(sam)
				if got := b.needs(lena); slices.Contains(got, "worker_later Sam") || !slices.Contains(got, "worker Sam") {
					t.Errorf("on the board once life goes on: %q", got)
				}
				b.whole()
			})
		})
	}
}

func TestALeaversVisitLeftToWriteUpGoesToTheLead(t *testing.T) {
	for name, state := range map[string]func(b *bench, sam id.Participant){
		"visited on": func(*bench, id.Participant) {},
		"has died":   func(b *bench, sam id.Participant) { b.lives(sam, "died", life.Death) },
	} {
		t.Run(name, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, b *bench) {
				ctx, ash, bo, lena := context.Background(), b.worker("Ash"), b.worker("Bo"), b.staff("Lena", authz.Lead)
				sam := b.planned("Sam", ash)
				first := b.visits(ash, sam).Appointments[0]
				b.now = first.End().Add(20 * time.Hour)
				state(b, sam)
				d, err := b.care.SeeClosing(ctx, b.ada(), ash.Account, "")
				b.ok(err)
				if d.Visits.Unwritten != 1 || d.Asks() != (name == "visited on") {
					t.Errorf("the page says %+v", d.Visits)
				}
				b.ok(b.care.EndAccount(ctx, b.ada(), ash.Account, care.HandOver{To: bo.Account}))
				if got := b.needs(lena); !slices.Contains(got, "writing_up Sam") {
					t.Fatalf("on the board: %q", got)
				}
				v := held(b.visits(lena, sam), 0)
				b.ok(b.care.RecordVisit(ctx, lena, sam, v))
				if name == "has died" { // else the new worker copies the note
					b.needsAre(lena, "writing_up Sam")
					b.ok(b.care.CopyClinicalNote(ctx, b.staff("Ruth", authz.Supervisor), sam, v.Appointment,
						course.NoteCopy{ID: named[id.NoteCopy]("copy"), Visit: v.ID}))
				}
				if got := b.needs(lena); slices.Contains(got, "writing_up Sam") {
					t.Errorf("written up, and on the board: %q", got)
				}
				b.whole()
			})
		})
	}
}

// A leaver whose work is handed over hears of it once, with what is true of the visits:
// with the new worker they go on, and only what clashes is cancelled.
func TestAHandOverSaysInOneMessageEachWhatIsTrueOfTheVisits(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena := context.Background(), b.hires("Lena", authz.Lead)
		ash, bo := b.worker("Ash"), b.worker("Bo")
		sam := b.planned("Sam", ash, byEmail("sam@example.org"))
		b.plannedAt(13, "Kim", ash)
		b.plannedAt(13, "Lee", bo) // with whom Bo is when Kim's visits are
		b.signsIn(sam)
		b.delivers(outbox())
		ruth := b.staff("Ruth", authz.Supervisor)
		b.ok(b.care.HandOver(ctx, ruth, ash.Account, care.HandOver{To: bo.Account}))
		out := outbox()
		b.mails(out)
		all := received(out)
		for to, holds := range map[string][]string{
			"Ash@example.org":  {"You no longer visit 2 of the people", "Tuesday 24 November 2026, 10:00", "24 November 2026, 13:00"},
			"Bo@example.org":   {"There are 2 people new for you", "Tuesday 24 November 2026, 10:00"},
			"sam@example.org":  {"something new for you to read"},
			"Lena@example.org": {"2 people they visited have a new worker.", "10 visits are cancelled."},
		} {
			if len(all[to]) != 1 {
				t.Errorf("%s is told %d times", to, len(all[to]))
				continue
			}
			for _, words := range holds {
				if !strings.Contains(all[to][0].Text, words) {
					t.Errorf("%s isn't told %q: %s", to, words, all[to][0].Text)
				}
			}
			if strings.Contains(all[to][0].Text, "cancelled") != (to == "Lena@example.org") {
				t.Errorf("%s reads of cancelled visits: %s", to, all[to][0].Text)
			}
		}
		if strings.Contains(all["Bo@example.org"][0].Text, "13:00") {
			t.Errorf("Bo is sent to a visit that was cancelled: %s", all["Bo@example.org"][0].Text)
		}
		b.hears(b.whoVisits(lena, sam), "begin person, begin worker", "")
		b.whole()
	})
}

// A masked administrator ends the role, and touches nothing that tells of a worry: the
// service itself lets go of it, at once.
func TestAMaskedAdministratorEndsARoleAndReadsNothingOfItsWorries(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, ash, ruth, lena := context.Background(), b.worker("Ash"), b.hires("Ruth", authz.Supervisor), b.hires("Lena",
			authz.Lead)
		sam, w := b.matched("Sam", ash), worry("w", safety.Today)
		b.ok(b.care.RaiseWorry(ctx, ash, sam, w))
		b.ok(b.care.AcknowledgeWorry(ctx, ruth, sam,
			safety.Acknowledgement{ID: named[id.Acknowledgement]("r"), Worry: w.ID}))
		masked := b.ada()
		masked.Grants = append(masked.Grants, authz.Grant{Role: authz.Assessor})
		for who, want := range map[*authz.Actor]int{&masked: 0, new(b.ada()): 1} {
			if d, err := b.care.SeeClosing(ctx, *who, ruth.Account, ""); err != nil || d.Worries != want {
				t.Errorf("the page counts %d worries, and not %d: %v", d.Worries, want, err)
			}
		}
		watched := store.Watching(ctx, func(query string) {
			for _, table := range []string{"worry", "worry_fact"} {
				if regexp.MustCompile(`(FROM|INTO|UPDATE) ` + table + `\b`).MatchString(query) {
					t.Errorf("a masked administrator touches %s: %s", table, query)
				}
			}
		})
		b.ok(b.care.EndAccount(watched, masked, ruth.Account, care.HandOver{}))
		b.delivers(outbox())
		board, err := b.care.ListWorries(ctx, lena, programme.Page{})
		b.ok(err)
		if board.Open != 1 || board.Lines[0].Taken {
			t.Errorf("it stands as taken: %+v", board)
		}
		b.whole()
	})
}
