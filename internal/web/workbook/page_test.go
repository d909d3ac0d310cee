package workbook_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/ui/uitest"
)

// A desk is somebody at home with their workbook open.
type desk struct {
	t      *testing.T
	s      *story.Service
	sam    *story.Person
	server http.Handler
	token  string
}

func sit(t *testing.T) *desk {
	t.Helper()
	s := story.Begin(t, "workbook", storetest.SQLiteMigrated(t, story.Migrated))
	sam := s.Participant("discharged last week")
	s.Lead("Lena Fairweather").Accepts(sam).OK()
	idris := s.Coordinator("Idris Vaughan")
	idris.Invites(sam, pathway.InPerson).OK()
	sam.Agrees().OK()
	token, _ := sam.ComesByCard(idris, "test")
	return &desk{t, s, sam, s.Web("http://footbridge.example.org").Handler(), token}
}

// send asks for a page, and holds it against what every page must be.
func (d *desk) send(method, path string, form url.Values) *httptest.ResponseRecorder {
	d.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: d.token})
	w := httptest.NewRecorder()
	d.server.ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther {
		for _, fault := range uitest.Faults(w.Body.String()) {
			d.t.Errorf("%s %s: %s", method, path, fault)
		}
	}
	return w
}

func (d *desk) wants(w *httptest.ResponseRecorder, code int, words ...string) {
	d.t.Helper()
	body := html.UnescapeString(w.Body.String())
	if w.Code != code {
		d.t.Fatalf("answered %d, not %d", w.Code, code)
	}
	for _, word := range words {
		if !strings.Contains(body, word) {
			d.t.Errorf("%q is not on the page", word)
		}
	}
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)">`)

// opens fetches a page and returns its hidden fields.
func (d *desk) opens(path string) url.Values {
	d.t.Helper()
	w := d.send(http.MethodGet, path, nil)
	d.wants(w, http.StatusOK)
	form := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(w.Body.String(), -1) {
		form.Set(m[1], html.UnescapeString(m[2]))
	}
	return form
}

const well = "/workbook/keeping-well/me-when-well"

func TestTheFirstPageSaysWhatIsBegunAndCountsNothing(t *testing.T) {
	d := sit(t)
	d.wants(d.send(http.MethodGet, "/home", nil), http.StatusOK, "Open your workbook")
	w := d.send(http.MethodGet, "/workbook", nil)
	d.wants(w, http.StatusOK, "Keeping well", "Managing ups and downs", "Not started yet", "technically read it")
	if strings.Contains(w.Body.String(), "Carry on") || strings.Contains(w.Body.String(), "%") {
		t.Error("there is nothing to carry on with, and no percentage")
	}
	form := d.opens(well)
	form.Set("well_words", "loud")
	d.wants(d.send(http.MethodPost, well, form), http.StatusSeeOther)
	d.wants(d.send(http.MethodGet, "/workbook", nil), http.StatusOK, "Carry on where you left off", `href="`+well+`"`,
		"Begun")
}

func TestAButtonThatAddsALineSavesNothingAndKeepsWhatWasTyped(t *testing.T) {
	d := sit(t)
	form := d.opens(well)
	form.Set("well_words", "half a thou")
	form.Set("well_seen.0", "I <b>hum</b>")
	form.Set("press", "add:well_seen")
	w := d.send(http.MethodPost, well, form)
	d.wants(w, http.StatusOK, "half a thou", "I <b>hum</b>", `name="well_seen.1"`, `value="`+form.Get("operation")+`"`,
		form.Get("well_words.base"))
	d.s.Holds(0, "audit entry workbook.write")
}

func TestWhatIsTooLongComesBackWithAllThatWasTyped(t *testing.T) {
	d := sit(t)
	form := d.opens(well)
	form.Set("well_words", strings.Repeat("x", 400))
	form.Set("well_like", "I sing <i>badly</i>")
	d.wants(d.send(http.MethodPost, well, form), http.StatusUnprocessableEntity, "There is room for 300 characters",
		"I sing <i>badly</i>", strings.Repeat("x", 400))
	d.s.Holds(0, "audit entry workbook.write")
}

// Somebody goes back in their browser to the form that they have sent, and
// sends it with other words: nothing is lost, and they are asked.
func TestAFormThatIsSentAgainWithOtherWordsKeepsBoth(t *testing.T) {
	d := sit(t)
	form := d.opens(well)
	form.Set("well_words", "the first words")
	for range 2 { // the second tap
		d.wants(d.send(http.MethodPost, well, form), http.StatusSeeOther)
	}
	d.s.Holds(1, "audit entry workbook.write")
	form.Set("well_words", "the other words")
	d.wants(d.send(http.MethodPost, well, form), http.StatusSeeOther)
	d.wants(d.send(http.MethodGet, well, nil), http.StatusOK, "the first words", "the other words", "Keep this one")
	d.wants(d.send(http.MethodGet, well+"/history", nil), http.StatusOK, "This is on the page now",
		"This is waiting for you to choose")
}

func TestAPageThatIsNotInTheBookIsAbsent(t *testing.T) {
	d := sit(t)
	for _, path := range []string{"/workbook/keeping-well/nothing", "/workbook/ups-and-downs/me-when-well",
		"/workbook/x/me-when-well/history"} {
		if w := d.send(http.MethodGet, path, nil); w.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", path, w.Code)
		}
	}
	for _, path := range []string{"/workbook/ups-and-downs/how-today", "/workbook/ups-and-downs/my-ladder",
		"/workbook/keeping-well/one-small-thing", "/workbook/ups-and-downs/who-to-call", "/workbook/keeping-well/toolbox"} {
		d.opens(path)
	}
}

var keepOn = regexp.MustCompile(`formaction="([^"]*/choice)" name="choice" value="([^"]*)"`)

// Who chooses in an old tab, after they chose the other one elsewhere, is told, and reads what
// holds now.
func TestAChoiceInAnOldTabIsAnsweredWithWhatHoldsNow(t *testing.T) {
	for kept, not := range []int{1, 0} {
		d := sit(t)
		form := d.opens(well)
		words := []string{"the first words", "the other words"}
		for _, said := range words {
			form.Set("well_words", said)
			d.wants(d.send(http.MethodPost, well, form), http.StatusSeeOther)
		}
		keeps := keepOn.FindAllStringSubmatch(d.send(http.MethodGet, well, nil).Body.String(), -1)
		form = d.opens(well)
		form.Set("well_words", words[0])
		form.Set("choice", html.UnescapeString(keeps[kept][2]))
		d.wants(d.send(http.MethodPost, keeps[kept][1], form), http.StatusSeeOther)
		form.Set("choice", html.UnescapeString(keeps[not][2]))
		told := d.send(http.MethodPost, keeps[not][1], form)
		d.wants(told, http.StatusConflict, "your choice was not saved", `value="`+words[kept]+`"`)
		if strings.Contains(told.Body.String(), "Keep this one") {
			t.Error("there is nothing to choose")
		}
		form.Set("choice", html.UnescapeString(keeps[kept][2]))
		d.wants(d.send(http.MethodPost, keeps[kept][1], form), http.StatusSeeOther)
		d.wants(d.send(http.MethodGet, well, nil), http.StatusOK, `value="`+words[kept]+`"`)
	}
}

func TestKeepingOneOfTwoVersionsSavesWhatIsTypedBesideIt(t *testing.T) {
	d := sit(t)
	form := d.opens(well)
	for _, words := range []string{"the first words", "the other words"} {
		form.Set("well_words", words)
		d.wants(d.send(http.MethodPost, well, form), http.StatusSeeOther)
	}
	page := d.send(http.MethodGet, well, nil)
	keeps := keepOn.FindAllStringSubmatch(page.Body.String(), -1)
	if len(keeps) != 2 {
		t.Fatalf("%d buttons keep a version with the page's form", len(keeps))
	}
	form = d.opens(well)
	form.Set("well_words", "the first words") // as it is in the form
	form.Set("well_like", "I sing <i>badly</i>")
	form.Set("choice", html.UnescapeString(keeps[1][2]))
	for range 2 {
		d.wants(d.send(http.MethodPost, keeps[1][1], form), http.StatusSeeOther)
	}
	page = d.send(http.MethodGet, well, nil)
	d.wants(page, http.StatusOK, "the other words", "I sing <i>badly</i>")
	if strings.Contains(page.Body.String(), "Keep this one") || strings.Contains(page.Body.String(), "the first words") {
		t.Error("there is still something to choose")
	}
}
