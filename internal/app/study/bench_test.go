package study_test

import (
	"context"
	"maps"
	"slices"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/app/post"
	"footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// A bench is the use cases on a fresh database, with one organisation that
// runs the study's programme, one team, and one open study.
type bench struct {
	t     testing.TB
	k     *kernel.Kernel
	care  *care.Care
	study *study.Study
	now   time.Time
	org   id.Organisation
	team  id.Team
	out   *notify.Outbox

	programme programme.Version // that people are referred under
	declines  []string          // the consent items that the next ones don't give
}

var studied = programme.Version{Programme: "crisis-peer-support-study", Number: 1}

const thisStudy = "the study"

func onEachEngine(t *testing.T, do func(t *testing.T, b *bench)) {
	apptest.OnEachEngine(t, func(t *testing.T, url string) { do(t, open(t, url)) })
}

func open(t testing.TB, url string) *bench {
	t.Helper()
	b := &bench{t: t, now: time.Date(2025, 1, 6, 9, 30, 0, 0, time.UTC), org: named[id.Organisation]("org"),
		team: named[id.Team]("team"), out: &notify.Outbox{Now: time.Now}, programme: studied}
	k := apptest.Open(t, url, &b.now)
	b.k, b.care, b.study = k, &care.Care{Kernel: k}, &study.Study{Kernel: k}
	b.founds("Wey Valley", "ada@example.org")
	b.ok(b.study.OpenStudy(context.Background(), b.setup(), b.aStudy()))
	return b
}

var london = func() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return zone
}()

func (b *bench) people() *people.People {
	return &people.People{Kernel: b.k, Base: "http://localhost"}
}

// founds sets up the bench's organisation, with its one team.
func (b *bench) founds(name, email string) {
	b.t.Helper()
	ctx, p := context.Background(), b.people()
	admin := identity.Account{ID: named[id.Account](email), Name: "Ada", Email: email}
	_, err := p.SetUp(ctx, identity.Organisation{ID: b.org, Name: name, Zone: "Europe/London",
		Programme: b.programme.Programme, Help: "demo"}, admin)
	b.ok(err)
	who := authz.Actor{Account: admin.ID, Organisation: b.org, Grants: []authz.Grant{{Role: authz.Administrator}}}
	b.ok(p.AddTeam(ctx, who, identity.Team{ID: b.team, Name: "North"}))
}

func (b *bench) aStudy() trial.Study {
	return trial.Study{
		ID: named[id.Study](thisStudy), Name: "A study", Definition: studied, Primary: "after_course",
		OpenedOn: programme.Of(b.now, time.UTC), Caveat: "Nobody knows how they were allotted.",
	}
}

func (b *bench) setup() authz.Actor { return authz.System("setup", b.org) }

// staff is somebody with roles: in the team, those held there.
func (b *bench) staff(name string, roles ...authz.Role) authz.Actor {
	return apptest.Staff(b.org, b.team, name, roles...)
}

func (b *bench) mei() authz.Actor  { return b.staff("Mei", authz.Assessor) }
func (b *bench) lena() authz.Actor { return b.staff("Lena", authz.Lead) }
func (b *bench) cora() authz.Actor { return b.staff("Cora", authz.Coordinator) }

// referred is somebody whom the team has put forward today.
func (b *bench) referred(name string) id.Participant {
	b.t.Helper()
	d, err := content.Programme(b.programme)
	b.ok(err)
	r := apptest.Referral(name, b.team, d, programme.Of(b.now, time.UTC).AddDays(-3))
	b.ok(b.care.MakeReferral(context.Background(), b.staff("Remi", authz.Referrer), r, true))
	return r.Participant
}

// agreed is somebody who consented today.
func (b *bench) agreed(name string) id.Participant {
	b.t.Helper()
	sam := b.referred(name)
	b.consents(sam, name)
	return sam
}

// consents has sam, who is referred, accepted, invited and agree today. What is entered
// has its ids from the name.
func (b *bench) consents(sam id.Participant, name string) {
	b.t.Helper()
	ctx := context.Background()
	d, err := content.Programme(b.programme)
	b.ok(err)
	b.ok(b.care.Screen(ctx, b.lena(), sam, pathway.Decision{ID: named[id.Decision](name), Verdict: pathway.Accept}))
	b.ok(b.care.Invite(ctx, b.cora(), sam, pathway.Invitation{
		ID: named[id.Invitation](name), On: programme.Of(b.now, time.UTC), How: pathway.InPerson,
		SheetVersion: d.InformationSheet.Version,
	}))
	c := pathway.Consent{ID: named[id.Consent](name), How: pathway.OnPaper, At: b.now}
	for _, item := range d.Consent {
		c.Items = append(c.Items, pathway.ItemAnswer{Item: item.Key, Version: item.Version,
			Given: !slices.Contains(b.declines, item.Key)})
	}
	b.ok(b.care.RecordConsent(ctx, b.cora(), sam, c))
}

// allocated is somebody who was allocated today.
func (b *bench) allocated(name, arm string) id.Participant {
	b.t.Helper()
	sam := b.agreed(name)
	b.ok(b.study.BringAllocation(context.Background(), b.setup(), b.allocation(sam, arm)))
	return sam
}

func (b *bench) allocation(sam id.Participant, arm string) trial.Allocation {
	return trial.Allocation{
		ID: named[id.Allocation](string(sam)), Participant: sam, Study: named[id.Study](thisStudy), Arm: arm,
		On: programme.Of(b.now, time.UTC),
	}
}

// works does all that is due by now.
func (b *bench) works() {
	b.t.Helper()
	out := &post.Post{Kernel: b.k, Mailer: b.out, Base: "http://localhost"}
	works := out.Works(append(people.Messages(), study.Messages()...)...)
	maps.Copy(works, b.study.Works())
	_, err := b.k.RunDue(context.Background(), works)
	b.ok(err)
}

// asked is sam's follow-up about the year from allocation.
func (b *bench) asked(sam id.Participant) study.FollowUpRecord {
	b.t.Helper()
	f, err := b.study.SeeFollowUp(context.Background(), b.mei(), sam)
	b.ok(err)
	for _, x := range f.FollowUps {
		if x.Outcome == "within_year" {
			return x
		}
	}
	b.t.Fatal("nothing is asked about the year")
	return study.FollowUpRecord{}
}

// called is a call to sam now, about the year.
func (b *bench) called(name string, sam id.Participant, r outcome.CallResult) outcome.Call {
	b.t.Helper()
	return outcome.Call{ID: named[id.Call](name), FollowUp: b.asked(sam).ID, At: b.now, Result: r}
}

// admitted is a stay in hospital of four days, so many days from the bench's beginning.
func admitted(name string, after int) outcome.Episode {
	on := date("2025-01-06").AddDays(after)
	return outcome.Episode{
		ID: named[id.Episode](name), Kind: programme.HospitalAdmission, StartedOn: on, EndedOn: on.AddDays(4),
		Source: outcome.SourceReferrer, SourceNote: "told by their visitor", Certainty: outcome.Confirmed,
	}
}

func (b *bench) records(sam id.Participant, e outcome.Episode) {
	b.t.Helper()
	b.ok(b.study.RecordEpisode(context.Background(), b.mei(), sam, e))
}

// leaves has sam withdraw wholly, today.
func (b *bench) leaves(sam id.Participant) {
	b.t.Helper()
	b.ok(b.care.RecordWithdrawal(context.Background(), b.cora(), sam,
		pathway.Withdrawal{ID: named[id.Withdrawal](string(sam)), Scope: pathway.Wholly, On: programme.Of(b.now, london)}))
}

// later moves the clock on.
func (b *bench) later(days int) { b.now = b.now.AddDate(0, 0, days) }

func (b *bench) closes() {
	b.t.Helper()
	b.ok(b.study.CloseStudy(context.Background(), b.lena(), named[id.Study](thisStudy)))
}

// fails holds err to its kind.
func (b *bench) fails(what string, err error, kind fault.Kind) {
	b.t.Helper()
	if err == nil || fault.Of(err) != kind {
		b.t.Errorf("%s: %v, and not of kind %d", what, err, kind)
	}
}

func (b *bench) ok(err error) {
	b.t.Helper()
	apptest.OK(b.t, err)
}

func (b *bench) whole() {
	b.t.Helper()
	apptest.Whole(b.t, b.k)
}

func named[T ~string](name string) T { return apptest.Named[T](name) }

func date(s string) programme.Date { return apptest.Date(s) }
