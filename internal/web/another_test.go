package web_test

import (
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/webtest"
)

const another = "Someone else has signed in"

func TestAWorkbookPageSentAfterSomebodyElseSignedInIsItsAuthorsStill(t *testing.T) {
	b := webtest.Open(t)
	one, other := b.Refers(b.Remi, b.North, "Leila"), b.Refers(b.Remi, b.North, "Joy")
	b.Agrees(one)
	b.Agrees(other)
	leila, joy := b.Arrives(one), b.Arrives(other)
	page := b.Get(leila, "/workbook").Is(http.StatusOK).Link("/workbook/")
	typed := b.Opens(leila, page)
	field := ""
	for name := range typed {
		if key, is := strings.CutSuffix(name, ".base"); is && typed.Has(key) && field == "" {
			field = key
		}
	}
	typed.Set(field, "The sea at Whitby")
	b.Post(joy, page, typed).Is(http.StatusConflict).Says(another, "They will find it").
		KeepsFrom("Whitby", "Leila")
	for _, path := range []string{page, "/kept", "/workbook"} {
		b.Get(joy, path).Is(http.StatusOK).KeepsFrom("Whitby")
	}
	b.Get(leila, "/kept").Is(http.StatusOK).Says("The sea at Whitby")
	if again := b.Opens(leila, page+"?kept="+string(drafts(b, leila)[0].ID)); again.Get(field) != "The sea at Whitby" {
		t.Errorf("the page holds %v", again)
	}
	b.Verify()
}

func TestAWorrySentAfterAColleagueSignedInIsItsAuthorsStill(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	typed.Set("about", "health")
	b.Post(b.Lena, path, typed).Is(http.StatusConflict).Says(another).KeepsFrom("flat", "Ash")
	b.Get(b.Lena, "/kept").Is(http.StatusOK).KeepsFrom("flat")
	b.Get(ash, "/kept").Is(http.StatusOK).Says("Sounded")
	ash = signsIn(b, ash, "ash@example.org") // in a new session
	b.Post(ash, path, typed).Is(http.StatusSeeOther)
	b.Verify()
}

func TestAFormOfAnEarlierBuildIsTakenAsItWas(t *testing.T) {
	b, _, _, path, typed := aVisitedPerson(t)
	typed.Set("about", "health")
	for _, value := range []string{"", "made.up", "nothing"} {
		typed.Set(form.PageOfField, value)
		b.Post(b.Lena, path, typed).Is(http.StatusSeeOther)
	}
}

func TestWhatWasTypedIsKeptForItsAuthorWhenAnotherTabSignedOut(t *testing.T) {
	b, ash, _, path, typed := aVisitedPerson(t)
	signsOut(b, ash)
	answer := b.Post(webtest.Member{}, path, typed)
	if to := wantedOf(t, answer); !strings.HasPrefix(to, path+"?kept=") {
		t.Errorf("after signing in it leads to %q", to)
	}
	b.Get(webtest.Member{Cookies: answer.Cookies()}, "/sign-in").Says("What you wrote is not lost.")
	b.Get(signsIn(b, ash, "ash@example.org"), "/kept").Is(http.StatusOK).Says("Sounded")
	typed.Set(form.PageOfField, string(ash.Actor.Account)+".made-up")
	typed.Set("words", "Forged")
	if to := wantedOf(t, b.Post(webtest.Member{}, path, typed)); to != path || len(drafts(b, ash)) != 1 {
		t.Errorf("what a stranger made up is kept, and leads to %q", to)
	}
	b.Verify()
}

// Whoever signs out in an old tab ends the session that there is.
func TestSigningOutInAnothersTabSignsOut(t *testing.T) {
	b, ash, _, _, _ := aVisitedPerson(t)
	signOut := b.Get(ash, "/kept").Is(http.StatusOK)
	if strings.Contains(signOut.Body, form.PageOfField) {
		t.Error("signing out carries whose page it was")
	}
	b.Post(b.Lena, "/sign-out", signOut.Filled()).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/kept").To("/sign-in")
}

func TestStoppingFromASecondTabSaysThatItHadBeenDone(t *testing.T) {
	b := webtest.Open(t)
	participant := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(participant)
	sam, path := b.Arrives(participant), "/my-consents/stop"
	one, other := b.Form(sam, path), b.Form(sam, path)
	one.Set("scope", "wholly")
	other.Set("scope", "wholly")
	b.Post(sam, path, one).Is(http.StatusSeeOther)
	b.Post(sam, path, other).Is(http.StatusConflict).Says("Things had changed before you sent this").
		KeepsFrom("could not be saved, and nobody has been told of it")
}
