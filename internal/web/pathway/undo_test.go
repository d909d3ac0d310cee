package pathway_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/webtest"
)

// chosen is the option of the form that begins with kind.
func chosen(t *testing.T, page webtest.Answer, kind string) string {
	t.Helper()
	m := regexp.MustCompile(`value="(` + kind + `/[^"]+)"`).FindStringSubmatch(page.Body)
	if m == nil {
		t.Fatalf("%s can't be chosen: %s", kind, webtest.Words(page.Body))
	}
	return m[1]
}

// takesBack has the lead take back the newest fact of a kind, as two taps do.
func takesBack(t *testing.T, b *webtest.Bench, participant id.Participant, kind string) {
	t.Helper()
	later(b)
	path := "/people/" + string(participant) + "/undo"
	form := b.Form(b.Lena, path)
	form.Set("fact", chosen(t, b.Get(b.Lena, path).Is(http.StatusOK), kind))
	b.Post(b.Lena, path, form).Is(http.StatusUnprocessableEntity).Says("Write why it is wrong")
	form.Set("why", "It was meant for <b>somebody else</b>")
	b.Twice(b.Lena, path, form, "/people/"+string(participant))
	b.Get(b.Lena, "/people/"+string(participant)).Is(http.StatusOK).Says(
		"Taken back By Lena,", "because: It was meant for <b>somebody else</b>")
	later(b)
}

// keeps holds that the page says what has followed, and that sending it all the same
// changes nothing.
func keeps(t *testing.T, b *webtest.Bench, participant id.Participant, kind, fact, why string) {
	t.Helper()
	path := "/people/" + string(participant) + "/undo"
	page := b.Get(b.Lena, path).Is(http.StatusOK).Says("What can't be taken back", why)
	if strings.Contains(page.Body, `value="`+kind+"/") {
		t.Errorf("%s can still be taken back", kind)
	}
	form := url.Values{"id": {"undo" + strings.Repeat("a", 22)}, "fact": {kind + "/" + fact}, "why": {"a slip"}}
	b.Post(b.Lena, path, form).Is(http.StatusConflict)
}

func later(b *webtest.Bench) { b.Now = b.Now.Add(time.Minute) }

// The person is told in plain words what was put right and what it means for them, for a
// while, and not why or by whom: that was written for staff.
func TestThePersonReadsOnTheirOwnPageWhatWasTakenBack(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	me := b.Arrives(sam)
	b.Get(me, "/home").Is(http.StatusOK).KeepsFrom("by mistake")
	takesBack(t, b, sam, "consent")
	b.Get(me, "/home").Is(http.StatusOK).Once("We had written down by mistake that you said yes.").
		Says("That yes doesn't count.").KeepsFrom("somebody else", "Lena")
	b.Now = b.Now.AddDate(0, 0, 15)
	b.Get(b.Arrives(sam), "/home").Is(http.StatusOK).KeepsFrom("by mistake")
	for _, kind := range pathway.Undoables() {
		if !say.Has("home.taken_back." + string(kind)) {
			t.Errorf("nothing is said to somebody about %s", kind)
		}
	}
}

func TestADecisionTypedByMistakeIsTakenBackUntilSomebodyIsInvited(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	takesBack(t, b, sam, "screening")
	b.Get(b.Lena, "/screening").Is(http.StatusOK).Says("Sam Okafor")
	b.Decides(sam, url.Values{"verdict": {"accept"}})
	fact := strings.TrimPrefix(chosen(t, b.Get(b.Lena, "/people/"+string(sam)+"/undo"), "screening"), "screening/")
	later(b)
	b.Invites(sam)
	keeps(t, b, sam, "screening", fact, "They have been invited, or have answered, since.")
	takesBack(t, b, sam, "invitation")
	b.Get(b.Lena, "/consent").Is(http.StatusOK).Says("Sam Okafor")
	b.Get(b.Lena, "/people/"+string(sam)+"/undo").Is(http.StatusOK).Says("Given the information sheet, recorded by Lena")
	b.Verify()
}

func TestAConsentAndAWithdrawalInErrorAreTakenBack(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	page := "/people/" + string(sam)
	takesBack(t, b, sam, "consent")
	b.Get(b.Lena, page+"/match").Is(http.StatusConflict)
	b.Get(b.Lena, "/consent/thinking").Is(http.StatusOK).Says("Sam Okafor")

	no := b.Form(b.Lena, webtest.ConsentPath(sam, "no"))
	b.Twice(b.Lena, webtest.ConsentPath(sam, "no"), no, webtest.ConsentPath(sam, ""))
	takesBack(t, b, sam, "declining")
	b.Get(b.Lena, "/consent/thinking").Is(http.StatusOK).Says("Sam Okafor")

	jo := b.Refers(b.Remi, b.North, "Jo")
	b.Agrees(jo)
	fact := strings.TrimPrefix(chosen(t, b.Get(b.Lena, "/people/"+string(jo)+"/undo"), "consent"), "consent/")
	later(b)
	b.Matches(jo, ash)
	keeps(t, b, jo, "consent", fact, "Somebody has been chosen to visit them since.")
	stop := b.Form(b.Lena, webtest.ConsentPath(jo, "stop"))
	stop.Set("scope", "wholly")
	b.Twice(b.Lena, webtest.ConsentPath(jo, "stop"), stop, webtest.ConsentPath(jo, ""))
	takesBack(t, b, jo, "withdrawal")
	b.Get(b.Lena, "/people/"+string(jo)).Is(http.StatusOK).Says("Taking part")
	b.Verify()
}

func TestAMatchAndAnEventOfLifeAreTakenBackUntilVisitsArePlanned(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash Murray", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Sends()
	takesBack(t, b, sam, "match")
	b.Sends()
	b.Get(ash, "/people/"+string(sam)+"/visits").Is(http.StatusNotFound)
	if told := strings.Join(b.SentAll("ash.murray@example.org"), "\n"); !strings.Contains(told, "by mistake") {
		t.Errorf("the worker isn't told: %s", told)
	}
	b.Matches(sam, ash)
	fact := strings.TrimPrefix(chosen(t, b.Get(b.Lena, "/people/"+string(sam)+"/undo"), "match"), "match/")
	later(b)
	b.Plans(sam, ash)
	keeps(t, b, sam, "match", fact, "Visits have been planned or written up since.")
	later(b)

	happened := b.Form(b.Lena, "/people/"+string(sam)+"/life")
	happened.Set("kind", "readmission")
	b.Post(b.Lena, "/people/"+string(sam)+"/life", happened)
	b.Get(b.Lena, "/life").Is(http.StatusOK).Says("Sam Okafor")
	takesBack(t, b, sam, "life_event")
	b.Get(b.Lena, "/life").Is(http.StatusOK).KeepsFrom("Sam Okafor")
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).KeepsFrom("On hold since")
	later(b)

	over := b.Form(b.Lena, "/people/"+string(sam)+"/ending")
	over.Set("kind", "sooner")
	over.Set("calls_off", "yes")
	b.Post(b.Lena, "/people/"+string(sam)+"/ending", over)
	b.Get(b.Lena, "/people/"+string(sam)).Is(http.StatusOK).Says("Visits ended")
	takesBack(t, b, sam, "ending_fact")
	b.Verify()
}

func TestOnlyThoseWhoCouldHaveEnteredItTakeItBack(t *testing.T) {
	b := webtest.Open(t)
	ash, ruth := b.Works("Ash Murray", authz.PeerWorker), b.Works("Ruth Castellano", authz.Supervisor)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	path := "/people/" + string(sam) + "/undo"
	for _, who := range []webtest.Member{b.Remi, b.Works("Cora", authz.Coordinator), b.Works("Asa", authz.Assessor)} {
		if code := b.Get(who, path).Code; code == http.StatusOK {
			t.Errorf("opened by %s", who.Actor.Account)
		}
	}
	b.Get(ash, path).Is(http.StatusOK).Says("Nothing can be taken back now.").KeepsFrom("Referral", "chosen")
	page := b.Get(ruth, path).Is(http.StatusOK).KeepsFrom("Referral accepted")
	chosen(t, page, "match")
}

// What was wrong is no news any more once they have said how it is. That it was put right
// stays to read, for them and for staff.
func TestTheApologyEndsWithWhatIsTrueAndStaysAmongWhatWasPutRight(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Accepts("Sam")
	b.Invites(sam)
	me := b.Arrives(sam)
	b.Ok(b.Care.RecordDeclining(t.Context(), b.Lena.Actor, sam, pathway.Declining{
		ID: kernel.NewID[id.Declining](b.K, "n"), On: programme.Of(b.Now, time.UTC)}))
	takesBack(t, b, sam, "declining")
	sorry := "We had written down by mistake that you said no"
	b.Get(me, "/home").Is(http.StatusOK).Once(sorry)
	later(b)
	c := pathway.Consent{ID: kernel.NewID[id.Consent](b.K, "c"), How: pathway.OnPaper, At: b.Now}
	for _, item := range b.Definition().Consent {
		c.Items = append(c.Items, pathway.ItemAnswer{Item: item.Key, Version: item.Version, Given: true})
	}
	b.Ok(b.Care.RecordConsent(t.Context(), b.Lena.Actor, sam, c))
	b.Get(me, "/home").Is(http.StatusOK).KeepsFrom("by mistake")
	b.Get(me, "/put-right").Is(http.StatusOK).Once(sorry).Says("The programme lead " + sorry).KeepsFrom("Nothing has been")
	list := "/people/" + string(sam) + "/put-right"
	b.Get(b.Lena, list).Is(http.StatusOK).Once("Taken back What Said no, recorded by Lena").KeepsFrom("Nothing has been")
	b.Get(b.Works("Cora", authz.Coordinator), list).Is(http.StatusOK).KeepsFrom("Said no")
}
