package course_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAWorkerAsksForSupportFromAVisitAndTheSupervisorAnswers(t *testing.T) {
	b := webtest.Open(t)
	ash, bo := b.Works("Ash Murray", authz.PeerWorker), b.Works("Bo Lind", authz.PeerWorker)
	ruth := b.Works("Ruth Castellano", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	visit := "/people/" + string(sam) + "/visits/" + string(b.Course(sam).Appointments[0].ID)
	b.Get(ash, visit).Is(http.StatusOK).Says("Ask for support for yourself").KeepsFrom("watch")
	b.Get(ruth, visit).Is(http.StatusOK).KeepsFrom("Ask for support for yourself")
	b.Get(bo, visit+"/support").Is(http.StatusNotFound)

	form := b.Form(ash, visit+"/support")
	b.Post(ash, visit+"/support", form).Is(http.StatusUnprocessableEntity).Says("Say when you need support.")
	form.Set("urgency", "today")
	form.Set("words", "That was a <b>hard</b> one.")
	b.Twice(ash, visit+"/support", form, "/my-support")
	one := "/support-requests/" + string(ash.Actor.Account) + "/" + form.Get("id")
	b.Get(ruth, "/board").Is(http.StatusOK).Says("1 request for support", "Ash Murray").KeepsFrom("hard")
	b.Get(ruth, "/support-requests").Is(http.StatusOK).Says("Ash Murray", "Today", "Nobody has answered")
	b.Get(bo, one).Is(http.StatusNotFound)
	b.Get(b.Remi, one).Is(http.StatusNotFound)
	b.Get(b.Arrives(sam), one).Is(http.StatusNotFound)

	answer := url.Values{"id": {b.Get(ruth, one).Is(http.StatusOK).Says("That was a <b>hard</b> one.").Hidden("id")}}
	b.Post(ruth, one, answer).Is(http.StatusUnprocessableEntity).Says("Say what you have arranged.")
	answer.Set("words", "I am ringing you at four.")
	b.Twice(ruth, one, answer, "/support-requests")
	b.Get(ruth, "/board").Is(http.StatusOK).KeepsFrom("Ash Murray asks")
	b.Get(ruth, "/support-requests").Is(http.StatusOK).Says("Answered")
	b.Get(ash, "/my-support").Is(http.StatusOK).Says("I am ringing you at four.", "Answered")
	b.Get(bo, "/my-support").Is(http.StatusOK).Says("You haven't asked for support")
}

func TestASecondAnswerFromAnOlderPageIsAConflictThatShowsTheFirst(t *testing.T) {
	b := webtest.Open(t)
	ash, ruth := b.Works("Ash Murray", authz.PeerWorker), b.Works("Ruth Castellano", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	visit := "/people/" + string(sam) + "/visits/" + string(b.Course(sam).Appointments[0].ID)
	form := b.Form(ash, visit+"/support")
	form.Set("urgency", "today")
	b.Post(ash, visit+"/support", form).To("/my-support")
	one := "/support-requests/" + string(ash.Actor.Account) + "/" + form.Get("id")

	older := b.Opens(b.Lena, one)
	answer := b.Opens(ruth, one)
	answer.Set("words", "I am ringing you at four.")
	b.Twice(ruth, one, answer, "/support-requests")
	older.Set("words", "Come in tomorrow.")
	met := b.Post(b.Lena, one, older).Is(http.StatusConflict).Says("Somebody else has answered since you opened this",
		"I am ringing you at four.", "Come in tomorrow.")
	b.Get(ash, "/my-support").Is(http.StatusOK).KeepsFrom("Come in tomorrow.")
	b.Twice(b.Lena, one, met.Filled(), "/support-requests")
	b.Get(ash, "/my-support").Is(http.StatusOK).Says("Come in tomorrow.")
	b.Verify()
}

func TestTheServicesOwnStepsForWorkingAloneAreOnEachVisitAndNoneAreInvented(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	visit := "/people/" + string(sam) + "/visits/" + string(b.Course(sam).Appointments[0].ID)
	b.Get(ash, visit).Is(http.StatusOK).KeepsFrom("When you work alone")
	b.Get(ash, "/lone-working").Is(http.StatusNotFound)
	form := b.Form(b.Lena, "/lone-working")
	form.Set("steps", "Tell the office <b>before</b> you go in.\nRing when you are out.")
	b.Twice(b.Lena, "/lone-working", form, "/lone-working")
	b.Get(ash, visit).Is(http.StatusOK).Says("When you work alone", "Tell the office <b>before</b> you go in.",
		"Ring when you are out.")
}

// Where nobody supervises or leads, a worker reads that nobody can be told, and who to ring.
func TestAWorkerWhoAsksForSupportReadsThatNobodyCanBeTold(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Ok((&admin.Admin{Kernel: b.K}).SetSender(context.Background(), authz.Actor{Organisation: b.Org,
		Account: b.Lena.Actor.Account, Grants: []authz.Grant{{Role: authz.Administrator}}},
		programme.Sender{ID: kernel.NewID[id.Sender](b.K, "sender"), Lines: []string{"1 High Street"},
			Postcode: "M1 1AA", Phone: "0161 496 0000"}))
	imre := b.Works("Imre", authz.Administrator)
	b.Post(imre, "/accounts/"+string(b.Lena.Actor.Account)+"/close", url.Values{"to": {"board"}}).To("/accounts")
	visit := "/people/" + string(sam) + "/visits/" + string(b.Course(sam).Appointments[0].ID)
	form := b.Form(ash, visit+"/support")
	b.Get(ash, visit+"/support").Says("no supervisor and no programme lead to tell just now", "0161 496 0000")
	form.Set("urgency", "today")
	b.Twice(ash, visit+"/support", form, "/my-support")
	nobody := "no supervisor and no programme lead to tell just now. The next person"
	b.Get(ash, "/my-support").Is(http.StatusOK).Says(nobody, "0161 496 0000")
	b.Now = b.Now.Add(time.Minute)
	b.Works("Ruth Castellano", authz.Supervisor)
	b.Sends()
	if mails := strings.Join(b.SentAll("ruth.castellano@example.org"), ""); !strings.Contains(mails, "asks for support") {
		t.Errorf("the supervisor was sent %q", mails)
	}
	b.Get(ash, "/my-support").Is(http.StatusOK).Says("Nobody has answered").KeepsFrom(nobody, "0161 496 0000")
	b.Verify()
}
