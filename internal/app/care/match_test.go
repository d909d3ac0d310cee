package care_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/apptest"
	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/notify"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// byEmail is somebody to whom an e-mail is safe.
func byEmail(address string) func(*pathway.Referral) {
	return func(r *pathway.Referral) { r.Contact.Email, r.Contact.SafeToEmail = address, programme.SafeYes }
}

// signsIn gives sam a way to sign in.
func (b *bench) signsIn(sam id.Participant) {
	b.t.Helper()
	_, err := (&people.People{Kernel: b.k, Base: "http://localhost"}).GiveCard(context.Background(),
		b.staff("Lena", authz.Lead), sam)
	b.ok(err)
}

// mails does all due work and returns whom each subject reached. None of the
// messages about a match names anybody.
func (b *bench) mails(out *notify.Outbox) map[string][]string {
	b.t.Helper()
	b.delivers(out)
	got := map[string][]string{}
	for _, m := range out.List() {
		got[m.Subject] = append(got[m.Subject], m.To)
		for _, word := range []string{"Sam", "Ash", "Bo ", "Kim", "Example", "crisis", "peer"} {
			if strings.Contains(m.Subject+m.Text, word) && !strings.Contains(m.Subject, "sign in") {
				b.t.Errorf("a message says %q: %s", word, m.Text)
			}
		}
	}
	return got
}

func outbox() *notify.Outbox {
	return &notify.Outbox{Now: func() time.Time { return time.Time{} }}
}

func (b *bench) whoVisits(who authz.Actor, sam id.Participant) care.MatchRecord {
	b.t.Helper()
	r, err := b.care.SeeVisits(context.Background(), who, sam)
	b.ok(err)
	return r.Match
}

// heard is who has been told of what, and who has not.
func heard(m care.MatchRecord) (told, untold []string) {
	for _, n := range m.News {
		s := string(n.Of) + " " + string(n.Party)
		if n.WasTold() {
			told = append(told, s)
		} else {
			untold = append(untold, s)
		}
	}
	return told, untold
}

func (b *bench) hears(m care.MatchRecord, told, untold string) {
	b.t.Helper()
	yes, no := heard(m)
	if strings.Join(yes, ", ") != told || strings.Join(no, ", ") != untold {
		b.t.Errorf("told %v, untold %v; not %q and %q", yes, no, told, untold)
	}
}

const (
	newVisit = "There is somebody new for you to visit"
	newNews  = "There is something new for you to read"
	oneFewer = "Your list of people has changed"
	changed  = "Something that was agreed has changed"
	asked    = "Somebody has asked for another worker"
)

func TestTheTwoAreToldOfAMatchByEmailWhereItIsSafeAndElseByStaff(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, ash, out := context.Background(), b.staff("Lena", authz.Lead), b.worker("Ash"), outbox()
		sam, kim := b.takesPart("Sam"), b.takesPart("Kim", byEmail("kim@example.org"))
		b.signsIn(sam)
		b.signsIn(kim)
		for _, x := range []id.Participant{sam, kim} {
			b.ok(b.care.MakeMatch(ctx, lena, x, b.match(string(x), ash)))
		}
		b.hears(b.whoVisits(lena, kim), "", "begin person, begin worker") // nothing is told before it is
		if m := b.whoVisits(lena, kim); !m.News[0].OnWay || !m.News[1].OnWay {
			t.Errorf("nothing is on its way: %+v", m.News)
		}
		if m := b.whoVisits(lena, sam); m.News[0].OnWay {
			t.Error("an e-mail to Sam is said to be on its way, and it isn't safe")
		}
		got := b.mails(out)
		if len(got[newVisit]) != 1 || len(got[newNews]) != 1 || got[newNews][0] != "kim@example.org" {
			t.Errorf("sent: %v", got)
		}
		b.hears(b.whoVisits(lena, kim), "begin person, begin worker", "")
		b.hears(b.whoVisits(lena, sam), "begin worker", "begin person")

		told := workforce.MatchTold{
			ID: named[id.MatchTold]("t"), How: workforce.ToldByPhone, On: date("2026-11-23"),
			MatchNews: workforce.MatchNews{Match: named[id.Match](string(sam)), Of: workforce.MatchBegins,
				Party: workforce.ThePerson},
		}
		b.fails(b.care.TellMatch(ctx, ash, sam, told), fault.Denied)
		b.says(b.care.TellMatch(ctx, lena, sam, workforce.MatchTold{}), "news", "matching.told.news.missing")
		b.ok(b.care.TellMatch(ctx, lena, sam, told))
		b.ok(b.care.TellMatch(ctx, lena, sam, told)) // the second tap
		b.hears(b.whoVisits(ash, sam), "begin person, begin worker", "")
		told.How = workforce.ToldByLetter
		b.fails(b.care.TellMatch(ctx, lena, sam, told), fault.Conflict)
		told.ID = named[id.MatchTold]("another")
		b.fails(b.care.TellMatch(ctx, lena, sam, told), fault.Conflict)
		b.whole()
	})
}

// Who is told by telephone before the e-mail went out isn't written to as well.
func TestAnEmailThatIsLateTellsNobodyASecondTime(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, ash, out := context.Background(), b.staff("Lena", authz.Lead), b.worker("Ash"), outbox()
		kim := b.takesPart("Kim", byEmail("kim@example.org"))
		b.signsIn(kim)
		b.ok(b.care.MakeMatch(ctx, lena, kim, b.match("m", ash)))
		b.ok(b.care.TellMatch(ctx, lena, kim, workforce.MatchTold{
			ID: named[id.MatchTold]("t"), How: workforce.ToldInPerson, On: date("2026-11-23"),
			MatchNews: workforce.MatchNews{Match: named[id.Match]("m"), Of: workforce.MatchBegins, Party: workforce.ThePerson},
		}))
		b.ok(b.care.EndMatch(ctx, lena, kim, workforce.MatchEnded{ID: named[id.MatchEnd]("e"), Match: named[id.Match]("m"),
			On: date("2026-11-23")}))
		got := b.mails(out)
		if len(got[newNews]) != 0 || len(got[newVisit]) != 0 || len(got[changed]) != 1 || len(got[oneFewer]) != 1 {
			t.Errorf("sent: %v", got)
		}
		b.whole()
	})
}

func TestAMatchEndsTheWorkerLosesSightAndSomebodyElseIsChosen(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, lena, out := context.Background(), b.staff("Lena", authz.Lead), outbox()
		ash, bo := b.worker("Ash"), b.worker("Bo")
		sam := b.planned("Sam", ash, byEmail("sam@example.org"))
		b.signsIn(sam)
		b.now = b.visits(ash, sam).Appointments[0].End()
		b.ok(b.care.RecordVisit(ctx, ash, sam, held(b.visits(ash, sam), 0)))
		b.now = b.now.Add(7 * 24 * time.Hour) // the second awaits its writing up
		end := workforce.MatchEnded{ID: named[id.MatchEnd]("e"), Match: named[id.Match]("Sam"), On: date("2026-11-30"),
			Reason: workforce.AskedForAnother}
		b.fails(b.care.EndMatch(ctx, ash, sam, end), fault.Denied)
		early := end
		early.On = date("2026-11-01")
		b.says(b.care.EndMatch(ctx, lena, sam, early), "on", "matching.end.on.early")
		b.ok(b.care.EndMatch(ctx, lena, sam, end))
		b.ok(b.care.EndMatch(ctx, lena, sam, end)) // the second tap
		end.ID = named[id.MatchEnd]("again")
		b.fails(b.care.EndMatch(ctx, lena, sam, end), fault.Conflict)

		_, err := b.care.SeeVisits(ctx, ash, sam)
		b.fails(err, fault.NotFound)
		b.fails(b.care.RecordVisit(ctx, ash, sam, held(b.visits(lena, sam), 1)), fault.NotFound)
		c := b.visits(lena, sam)
		if len(c.Held()) != 1 || len(c.Open()) != 1 || len(c.ToPlan()) != 8 {
			t.Errorf("%d held, %d to write up, %d to plan", len(c.Held()), len(c.Open()), len(c.ToPlan()))
		}
		for _, a := range c.Appointments[2:] {
			if a.State != course.AppointmentCancelled || a.Cancelled[0].By != course.PartyService ||
				a.Cancelled[0].Reason == "" {
				t.Errorf("to come, and %+v", a)
			}
		}
		got := b.mails(out)
		if len(got[oneFewer]) != 1 || len(got[changed]) != 1 || got[changed][0] != "sam@example.org" {
			t.Errorf("sent: %v", got)
		}
		b.hears(b.whoVisits(lena, sam), "end person, end worker", "")

		b.says(b.care.MakeMatch(ctx, lena, sam, b.match("m2", ash)), "worker", "matching.reason.changed")
		next := b.match("m2", bo)
		b.says(b.care.MakeMatch(ctx, lena, sam, next), "on", "matching.on.overlap")
		next.On = date("2026-11-30")
		b.ok(b.care.MakeMatch(ctx, lena, sam, next))
		again := tuesdays()
		again.From = date("2026-12-08")
		b.ok(b.care.PlanVisits(ctx, bo, sam, named[id.Series]("by bo"), again))
		m := b.whoVisits(bo, sam)
		if len(m.Past) != 0 || m.May.Tell || m.May.End {
			t.Errorf("Bo reads of who was there before: %+v", m)
		}
		if m = b.whoVisits(lena, sam); len(m.Past) != 1 || m.Past[0].Worker != ash.Account ||
			m.Past[0].Reason != workforce.AskedForAnother {
			t.Errorf("the lead reads %+v", m.Past)
		}
		b.whole()
	})
}

func TestSomebodyAsksForAnotherWorkerAndTheWorkerLearnsNothing(t *testing.T) {
	onEachEngine(t, func(t *testing.T, b *bench) {
		ctx, out := context.Background(), outbox()
		p := &people.People{Kernel: b.k, Base: "http://localhost"}
		root := authz.Actor{Account: named[id.Account]("Ada"), Organisation: b.org,
			Grants: []authz.Grant{{Role: authz.Administrator}}}
		staffed := func(name string, roles ...authz.Role) authz.Actor {
			a := identity.Account{ID: named[id.Account](name), Name: name, Email: name + "@example.org"}
			b.ok(p.AddAccount(ctx, root, a, authz.Grant{Role: roles[0]}, ""))
			who := b.staff(name, roles[0])
			for _, r := range roles[1:] {
				b.ok(apptest.HasBesides(b.k, root, a.ID, r))
				who.Grants = append(who.Grants, authz.Grant{Role: r})
			}
			return who
		}
		lowri := staffed("Lowri", authz.Lead, authz.Supervisor)
		staffed("Mei", authz.Supervisor, authz.Assessor)
		ash := b.worker("Ash")
		b.ok(p.GrantRole(ctx, root, ash.Account, authz.Grant{Role: authz.Supervisor}, ""))
		ash.Grants = append(ash.Grants, authz.Grant{Role: authz.Supervisor})
		sam, jo := b.planned("Sam", ash), b.takesPart("Jo")

		ask := named[id.MatchAsk]("a")
		b.fails(b.care.AskAnother(ctx, ash, ask), fault.NotFound)
		b.fails(b.care.AskAnother(ctx, b.themselves(jo), ask), fault.Conflict) // nobody visits Jo
		b.ok(b.care.AskAnother(ctx, b.themselves(sam), ask))
		b.ok(b.care.AskAnother(ctx, b.themselves(sam), ask))                           // the second tap
		b.ok(b.care.AskAnother(ctx, b.themselves(sam), named[id.MatchAsk]("asks on"))) // from another window
		if got := b.mails(out)[asked]; len(got) != 1 || got[0] != "Lowri@example.org" {
			t.Errorf("told: %v", got)
		}
		own, err := b.care.SeeOwnVisits(ctx, b.themselves(sam))
		b.ok(err)
		if own.Match.Asked.Fact.ID != ask || own.Match.May.Ask || len(own.Match.News)+len(own.Match.Past) != 0 {
			t.Errorf("Sam reads %+v", own.Match)
		}
		if m := b.whoVisits(ash, sam); m.Asked.Fact.ID != "" || m.May.Keep {
			t.Errorf("Ash reads %+v", m)
		}
		if m := b.whoVisits(lowri, sam); m.Asked.Fact.ID != ask || !m.May.Keep {
			t.Errorf("Lowri reads %+v", m)
		}
		kept := workforce.MatchKept{ID: named[id.MatchKept]("k"), Asked: ask, On: date("2026-11-23")}
		b.fails(b.care.KeepMatch(ctx, ash, sam, kept), fault.Denied)
		b.says(b.care.KeepMatch(ctx, lowri, sam, workforce.MatchKept{Asked: ask}), "on", "matching.kept.on.missing")
		b.ok(b.care.KeepMatch(ctx, lowri, sam, kept))
		b.ok(b.care.KeepMatch(ctx, lowri, sam, kept))
		if m := b.whoVisits(lowri, sam); m.Asked.Fact.ID != "" || m.May.Keep {
			t.Errorf("still asking: %+v", m)
		}
		b.ok(b.care.AskAnother(ctx, b.themselves(sam), named[id.MatchAsk]("once more")))
		b.whole()
	})
}
