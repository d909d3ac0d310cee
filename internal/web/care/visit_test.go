package care_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// works is somebody hired for a role.
func (b *bench) works(name string, r authz.Role) member {
	b.t.Helper()
	m := b.hires(name, r)
	if r == authz.PeerWorker {
		b.trains(m)
	}
	return m
}

// hires is somebody with a role, of whose training nothing is on record.
func (b *bench) hires(name string, r authz.Role) member {
	root := authz.Actor{Account: kernel.NewID[id.Account](b.k, "root of "+name), Organisation: b.org,
		Grants: []authz.Grant{{Role: authz.Administrator}}}
	a := identity.Account{ID: kernel.NewID[id.Account](b.k, name), Name: name,
		Email: strings.ReplaceAll(strings.ToLower(name), " ", ".") + "@example.org"}
	b.ok(b.people.AddAccount(context.Background(), root, a, authz.Grant{Role: r}))
	return member{authz.Actor{Account: a.ID, Organisation: b.org, Grants: []authz.Grant{{Role: r}}}, b.signIn(a.Email)}
}

// agrees takes somebody from a referral to their yes.
func (b *bench) agrees(sam id.Participant) {
	b.t.Helper()
	ctx, d := context.Background(), b.definition()
	b.ok(b.care.Screen(ctx, b.lena.actor, sam, pathway.Decision{ID: kernel.NewID[id.Decision](b.k, "d"),
		Verdict: pathway.Accept}))
	b.ok(b.care.Invite(ctx, b.lena.actor, sam, pathway.Invitation{ID: kernel.NewID[id.Invitation](b.k, "i"),
		On: programme.Of(b.now, time.UTC), How: pathway.InPerson, SheetVersion: d.InformationSheet.Version}))
	c := pathway.Consent{ID: kernel.NewID[id.Consent](b.k, "c"), How: pathway.OnPaper, At: b.now}
	for _, item := range d.Consent {
		c.Items = append(c.Items, pathway.ItemAnswer{Item: item.Key, Version: item.Version, Given: true})
	}
	b.ok(b.care.RecordConsent(ctx, b.lena.actor, sam, c))
}

// matches has the lead choose ash for sam, on the form.
func (b *bench) matches(sam id.Participant, ash member) {
	b.t.Helper()
	path := "/people/" + string(sam) + "/match"
	form := url.Values{"id": {b.get(b.lena, path).is(http.StatusOK).hidden("id")}, "worker": {string(ash.actor.Account)}}
	day(form, "on", "23", "11", "2026")
	b.post(b.lena, path, form).to("/people/" + string(sam) + "/visits")
	b.post(b.lena, path, form).to("/people/" + string(sam) + "/visits")
}

// plans has ash plan all ten, on Mondays at ten, from today.
func (b *bench) plans(sam id.Participant, ash member) {
	b.t.Helper()
	path := "/people/" + string(sam) + "/visits/plan"
	form := url.Values{"id": {b.get(ash, path).is(http.StatusOK).says("10 visits are planned in one go").hidden("id")},
		"minutes": {"sixty"}, "place": {"home"}, "at": {"25:00"}}
	day(form, "from", "23", "11", "2026")
	b.post(ash, path, form).is(http.StatusUnprocessableEntity).says("Choose the day of the week.")
	if page := b.post(ash, path, form); !strings.Contains(page.body, `value="25:00"`) || !strings.Contains(page.body, `value="sixty"`) {
		b.t.Error("what was typed is lost")
	}
	form.Set("weekday", "monday")
	form.Set("at", "10am")
	form.Set("minutes", "60")
	b.post(ash, path, form).to("/people/" + string(sam) + "/visits")
	b.post(ash, path, form).to("/people/" + string(sam) + "/visits")
}

func (b *bench) course(sam id.Participant) course.Course {
	b.t.Helper()
	r, err := b.care.SeeVisits(context.Background(), b.lena.actor, sam)
	b.ok(err)
	return r.Course
}

func TestTenVisitsFromTheChoiceOfAWorkerToTheNoteThatIsRead(t *testing.T) {
	b := open(t)
	ash, bo := b.works("Ash Murray", authz.PeerWorker), b.works("Bo Lind", authz.PeerWorker)
	sam := b.refers(b.remi, b.north, "Sam")
	at := "/people/" + string(sam)
	b.get(b.lena, at+"/match").is(http.StatusConflict)
	b.agrees(sam)
	themselves := b.arrives(sam)
	b.get(themselves, "/my-visits").is(http.StatusNotFound)
	b.get(themselves, "/home").is(http.StatusOK).keepsFrom("visit you", "my-visits")
	b.get(ash, at+"/visits").is(http.StatusNotFound)
	b.get(b.lena, at).is(http.StatusOK).says("Choose who visits")

	b.matches(sam, ash)
	b.get(themselves, "/home").is(http.StatusOK).says("Ash will visit you.")
	b.get(b.lena, at).is(http.StatusOK).says("Ash Murray visits them.", "Plan the visits")
	b.get(bo, at+"/visits").is(http.StatusNotFound)
	b.plans(sam, ash)
	b.get(b.lena, at+"/visits").is(http.StatusOK).says("0 of 10 visits held, 10 planned, 0 to plan.", "Visit 10 of 10",
		"Monday 25 January 2027, 10:00")
	b.get(themselves, "/home").is(http.StatusOK).says("Your next visit", "Monday 23 November 2026, 10:00",
		"Visit 1 of 10, with Ash. At home.")
	b.get(ash, "/visits").is(http.StatusOK).says("Today, Monday 23 November 2026", "10:00 Sam Okafor")
	b.get(bo, "/visits").is(http.StatusOK).says("Nobody yet").keepsFrom("Sam")

	first := b.course(sam).Appointments[0].ID
	record := at + "/visits/" + string(first) + "/record"
	b.now = b.now.Add(2 * time.Hour)
	b.get(ash, "/visits").is(http.StatusOK).says("10:00 Sam Okafor", "Write up")
	form := url.Values{"id": {b.get(ash, record).is(http.StatusOK).hidden("id")}, "outcome": {"attended"}, "at": {"10:00"},
		"minutes": {""}, "place": {"home"}, "what_we_did": {"Tea, and <b>the pond</b>."}}
	day(form, "started_at", "23", "11", "2026")
	b.post(ash, record, form).is(http.StatusUnprocessableEntity).says("Tea, and <b>the pond</b>.", "Enter how long it was")
	form.Set("minutes", "50")
	b.post(ash, record, form).to("/visits")
	b.post(ash, record, form).to("/visits") // the second tap
	form.Set("id", kernel.NewID[string](b.k, "a colleague's"))
	form.Set("what_we_did", "Another account of it")
	b.post(ash, record, form).is(http.StatusConflict).says("Another account of it", "Somebody has recorded")
	b.get(themselves, "/my-visits").is(http.StatusOK).says("You met, for 50 minutes.", "Tea, and <b>the pond</b>.",
		"Monday 30 November 2026, 10:00")
	b.get(b.lena, at).is(http.StatusOK).says("1 of 10 visits held, 9 planned, 0 to plan.")
	b.get(b.remi, "/referrals/"+string(sam)).is(http.StatusOK).keepsFrom("Ash", "pond", "visits held")
}

func TestAVisitIsMovedAndCancelledOnTheFormsAndTheHistoryIsRead(t *testing.T) {
	b := open(t)
	ash := b.works("Ash Murray", authz.PeerWorker)
	sam := b.refers(b.remi, b.north, "Sam")
	b.agrees(sam)
	b.matches(sam, ash)
	b.plans(sam, ash)
	at := "/people/" + string(sam) + "/visits"
	one := at + "/" + string(b.course(sam).Appointments[2].ID)
	page := b.get(ash, one+"/move").is(http.StatusOK).says("Now it is on Monday 7 December 2026, 10:00. At home.")
	form := url.Values{"id": {page.hidden("id")}, "from": {page.hidden("from")}, "worker": {page.hidden("worker")},
		"at": {"2.30pm"}, "to.minutes": {"45"}, "to.place": {"elsewhere"}}
	day(form, "to.start", "9", "12", "2026")
	b.post(ash, one+"/move", form).is(http.StatusUnprocessableEntity).says("Say who asked for this.", "Say where")
	form.Set("by", "participant")
	form.Set("to.where", "the café at the library")
	b.post(ash, one+"/move", form).to(at)
	b.post(ash, one+"/move", form).to(at)
	form.Set("id", kernel.NewID[string](b.k, "saw the old time"))
	b.post(b.lena, one+"/move", form).is(http.StatusConflict).says("Somebody moved this appointment in the meantime.")

	form = url.Values{"id": {b.get(ash, one+"/cancel").is(http.StatusOK).hidden("id")}, "by": {"worker"}}
	b.post(ash, one+"/cancel", form).is(http.StatusUnprocessableEntity).says("Say why")
	form.Set("reason", "I am on a course.")
	b.post(ash, one+"/cancel", form).to(at)
	b.post(ash, one+"/cancel", form).to(at)
	b.get(ash, one+"/cancel").is(http.StatusConflict)
	b.get(ash, one).is(http.StatusOK).says("Called off", "First planned for Monday 7 December 2026, 10:00",
		"the café at the library", "I am on a course.", "by Ash Murray")
	b.get(ash, at).is(http.StatusOK).says("9 planned, 1 to plan", "Plan what is open")
	b.get(ash, at+"/"+strings.Repeat("0", id.Length)).is(http.StatusNotFound)
}

// In a study it is the arm that says who has visits. Before somebody is
// allocated nobody is matched with them, and nothing speaks of it.
func TestInAStudyThereIsNoTraceOfVisitsBeforeTheAllocation(t *testing.T) {
	b := openWith(t, "crisis-peer-support-study")
	b.works("Ash Murray", authz.PeerWorker)
	sam := b.refers(b.remi, b.north, "Sam")
	b.agrees(sam)
	at := "/people/" + string(sam)
	b.get(b.lena, at).is(http.StatusOK).keepsFrom(at+"/match", at+"/visits")
	b.get(b.lena, at+"/match").is(http.StatusNotFound)
	b.get(b.lena, at+"/visits").is(http.StatusNotFound)
	b.post(b.lena, at+"/match", url.Values{}).is(http.StatusNotFound)
	themselves := b.arrives(sam)
	b.get(themselves, "/home").is(http.StatusOK).keepsFrom("my-visits", "next visit", "visit you")
	b.get(themselves, "/my-visits").is(http.StatusNotFound)
}

func TestAWorkersListCostsTheSameForOneAsForMany(t *testing.T) {
	b := open(t)
	ash := b.works("Ash Murray", authz.PeerWorker)
	add := func(names ...string) {
		for _, name := range names {
			sam := b.refers(b.remi, b.north, name, func(f url.Values) { f.Set("sure", "1") })
			b.agrees(sam)
			b.matches(sam, ash)
			b.plans(sam, ash)
		}
	}
	add("Sam")
	before := b.cost(ash, "/visits")
	add("Jo", "Kim", "Lee", "Max", "Noor")
	if now := b.cost(ash, "/visits"); now != before {
		t.Errorf("%d queries for one, %d for six", before, now)
	}
}

func TestTheFormAndTheVisitsSayWhereABankHolidayLies(t *testing.T) {
	b := open(t)
	ash := b.works("Ash Murray", authz.PeerWorker)
	sam := b.refers(b.remi, b.north, "Sam")
	at := "/people/" + string(sam)
	b.agrees(sam)
	themselves := b.arrives(sam)
	b.matches(sam, ash)
	b.get(ash, at+"/visits/plan").is(http.StatusOK).says("Bank holidays in this time: 25 December 2026, Christmas Day; 28 December 2026, Boxing Day (substitute day)", "goes to the nearest other weekday")
	b.plans(sam, ash) // on Mondays
	b.get(ash, at+"/visits").is(http.StatusOK).says("Tuesday 29 December 2026, 10:00",
		"Not on 28 December 2026: Boxing Day (substitute day).")
	b.get(themselves, "/my-visits").is(http.StatusOK).says("Not on 28 December 2026: Boxing Day (substitute day).")
	sixth := b.course(sam).Appointments[5]
	move := at + "/visits/" + string(sixth.ID) + "/move"
	page := b.get(ash, move).is(http.StatusOK).says("Bank holidays in this time: 25 December 2026, Christmas Day")
	b.get(themselves, "/my-visits/"+string(sixth.ID)+"/move").is(http.StatusOK).says("Bank holidays in this time:",
		"For example, 1 12 2026")
	form := url.Values{
		"id": {page.hidden("id")}, "from": {page.hidden("from")}, "worker": {page.hidden("worker")}, "at": {"10:00"},
		"to.minutes": {"60"}, "to.place": {"home"}, "by": {"participant"},
	}
	day(form, "to.start", "25", "12", "2026")
	b.post(ash, move, form).to(at + "/visits")
	b.get(ash, at+"/visits").is(http.StatusOK).says("Friday 25 December 2026, 10:00",
		"A bank holiday: Christmas Day.").keepsFrom("Not on 28 December 2026")
}
