package workbook_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/life"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/workbook"
)

// visitedBy has Ash visit whoever sits there, and returns the desk that Ash
// sits at.
func (d *desk) visitedBy() *desk {
	d.t.Helper()
	sam := d.s.Participant("discharged yesterday")
	ash := d.s.PeerWorker("Ash Murray").MatchedTo(sam)
	d.sam = sam
	d.token, _ = sam.ComesByCard(d.s.Coordinator("Cora Finch"), "test")
	worker, err := d.s.SignInAs(d.t.Context(), ash.Email, "test")
	if err != nil {
		d.t.Fatal(err)
	}
	return &desk{d.t, d.s, sam, d.server, worker.Token}
}

const toolbox = "/workbook/keeping-well/toolbox"

// switchOn is the form of the switch on a page: where it goes, and its id.
func (d *desk) switchOn(path string) (action string, form url.Values) {
	d.t.Helper()
	w := d.send(http.MethodGet, path, nil)
	m := regexp.MustCompile(`(?s)<(?:form|div) class="fb-share[^>]*?(?: action="([^"]+)")?>\s*` +
		`(?:<input type="hidden" name="page_of" [^>]*>\s*)?` +
		`<input type="hidden" (?:form="page" )?name="id" value="([^"]+)">.*?(?:formaction="([^"]+)"|</form>)`).
		FindStringSubmatch(w.Body.String())
	if m == nil {
		d.t.Fatalf("%s has no switch", path)
	}
	return m[1] + m[3], url.Values{"id": {m[2]}}
}

// body is what stands between a page's title and its end.
func body(page string) string {
	page = page[strings.Index(page, "<h1>"):]
	return page[:strings.Index(page, "</main>")]
}

func TestTheSwitchSaysWhoCanSeeAPageAndChangesItWithOneTap(t *testing.T) {
	d := sit(t)
	ash := d.visitedBy()
	d.sam.Writes("keeping-well/toolbox", story.Says{"tools_place": workbook.Text("On the <b>fridge</b>")})
	d.wants(d.send(http.MethodGet, toolbox, nil), http.StatusOK, "Only you can see this page", "Share it with Ash",
		"See what Ash would see",
		"Staff cannot open this in Footbridge. A court could require it, and the people who hold the system's keys could technically read it.")
	private := d.send(http.MethodGet, toolbox+"/preview", nil)
	d.wants(private, http.StatusOK, "Only you see this now")

	action, form := d.switchOn(toolbox)
	for range 2 {
		if w := d.send(http.MethodPost, action, form); w.Code != http.StatusSeeOther ||
			w.Header().Get("Location") != toolbox {
			t.Fatalf("answered %d to %s", w.Code, w.Header().Get("Location"))
		}
	}
	d.s.Holds(1, "audit entry workbook.share")
	d.wants(d.send(http.MethodGet, toolbox, nil), http.StatusOK, "Ash can see this page", "Since ", "Stop sharing it")
	d.wants(d.send(http.MethodGet, "/workbook", nil), http.StatusOK, "Ash can see this page")
	d.wants(d.send(http.MethodGet, "/who-can-see", nil), http.StatusOK, "Ash can see this page", "Ash, who visits you",
		"The pages that you share, and no others", "technically read it")

	visits := "/people/" + string(d.sam.ID())
	ash.wants(ash.send(http.MethodGet, visits+"/visits", nil), http.StatusOK, visits+"/shared")
	list := ash.send(http.MethodGet, visits+"/shared", nil)
	ash.wants(list, http.StatusOK, "My toolbox")
	if strings.Contains(list.Body.String(), "fridge") {
		t.Error("the list says what is on the page")
	}
	seen := ash.send(http.MethodGet, visits+"/shared/toolbox", nil)
	ash.wants(seen, http.StatusOK, "On the <b>fridge</b>")
	preview, read := body(private.Body.String()), body(seen.Body.String())
	if !strings.HasPrefix(read, strings.TrimSpace(preview)) {
		t.Errorf("the preview is not what Ash sees:\n%s\n%s", preview, read)
	}

	action, form = d.switchOn("/who-can-see")
	form.Set("from", "all")
	if w := d.send(http.MethodPost, action, form); w.Header().Get("Location") != "/who-can-see" {
		t.Errorf("leads to %s", w.Header().Get("Location"))
	}
	d.wants(d.send(http.MethodGet, "/who-can-see", nil), http.StatusOK, "You aren't sharing any pages")
	ash.wants(ash.send(http.MethodGet, visits+"/shared", nil), http.StatusOK, "Nothing is shared")
	if w := ash.send(http.MethodGet, visits+"/shared/toolbox", nil); w.Code != http.StatusNotFound {
		t.Errorf("Ash still opens it: %d", w.Code)
	}
}

func TestTodaysNumberIsSavedFromTheFirstPageAndLeavesTheRestOfItsPage(t *testing.T) {
	d := sit(t)
	d.sam.Writes("ups-and-downs/how-today", story.Says{"today_words": workbook.Text("a letter came")})
	page := html.UnescapeString(d.send(http.MethodGet, "/home", nil).Body.String())
	at := strings.Index(page, `action="/workbook/ups-and-downs/how-today"`)
	if at < 0 {
		t.Fatal("today is not asked")
	}
	form := url.Values{"today": {"1"}}
	for _, m := range hidden.FindAllStringSubmatch(page[at:at+strings.Index(page[at:], "</form>")], -1) {
		form.Set(m[1], m[2])
	}
	for range 2 {
		if w := d.send(http.MethodPost, "/workbook/ups-and-downs/how-today", form); w.Code != http.StatusSeeOther ||
			w.Header().Get("Location") != "/home" {
			t.Fatalf("answered %d to %s", w.Code, w.Header().Get("Location"))
		}
	}
	d.wants(d.send(http.MethodGet, "/home", nil), http.StatusOK, `value="1" checked`, "1 of 6 pages begun",
		"Carry on where you left off", "That sounds hard", "Saved ")
	d.wants(d.send(http.MethodGet, "/workbook/ups-and-downs/how-today", nil), http.StatusOK, "a letter came",
		`value="1" checked`)
	d.s.Holds(2, "audit entry workbook.write")
}

// The buttons below a page send what is typed on it, too.
func TestGoingOnAndSharingSaveWhatIsTypedFirst(t *testing.T) {
	d := sit(t)
	ash := d.visitedBy()
	typed := func(text string) url.Values {
		page := d.send(http.MethodGet, toolbox, nil).Body.String()
		form := url.Values{"tools_place": {text}}
		for _, m := range regexp.MustCompile(`<input type="hidden" (?:form="page" )?name="([^"]+)" value="([^"]*)">`).
			FindAllStringSubmatch(page, -1) {
			form.Set(m[1], html.UnescapeString(m[2]))
		}
		return form
	}
	page := d.send(http.MethodGet, toolbox, nil)
	m := regexp.MustCompile(`<button [^>]*form="page" name="onward" value="([^"]+)">Next`).FindStringSubmatch(
		page.Body.String())
	if m == nil {
		t.Fatal("nothing leads on")
	}
	form := typed("On the fridge")
	form.Set("onward", m[1])
	for range 2 {
		if w := d.send(http.MethodPost, toolbox, form); w.Header().Get("Location") != m[1] {
			t.Fatalf("it answers %d, and leads to %s", w.Code, w.Header().Get("Location"))
		}
	}
	d.wants(d.send(http.MethodGet, toolbox, nil), http.StatusOK, "On the fridge")
	form.Set("onward", "https://example.org/")
	if w := d.send(http.MethodPost, toolbox, form); w.Header().Get("Location") != toolbox {
		t.Errorf("it leads to %s", w.Header().Get("Location"))
	}
	form = typed(strings.Repeat("x", workbook.MaxLong+1))
	form.Set("onward", m[1])
	d.wants(d.send(http.MethodPost, toolbox, form), http.StatusUnprocessableEntity, "There is a problem")

	form = typed("On the door")
	for range 2 {
		if w := d.send(http.MethodPost, toolbox+"/share", form); w.Header().Get("Location") != toolbox {
			t.Fatalf("it answers %d", w.Code)
		}
	}
	shared := "/people/" + string(d.sam.ID()) + "/shared/toolbox"
	ash.wants(ash.send(http.MethodGet, shared, nil), http.StatusOK, "On the door")
	form = typed("On the mirror")
	for range 2 {
		if w := d.send(http.MethodPost, toolbox+"/take-back", form); w.Header().Get("Location") != toolbox {
			t.Fatalf("it answers %d", w.Code)
		}
	}
	d.wants(d.send(http.MethodGet, toolbox, nil), http.StatusOK, "On the mirror", "Only you can see this page")
	if w := ash.send(http.MethodGet, shared, nil); w.Code != http.StatusNotFound {
		t.Errorf("Ash still opens it: %d", w.Code)
	}
}

// What somebody shared with their worker ends with their death, at its own address too.
func TestNoWorkerOpensASharedPageOfSomebodyWhoHasDied(t *testing.T) {
	d := sit(t)
	ash := d.visitedBy()
	d.sam.Writes("keeping-well/toolbox", story.Says{"tools_place": workbook.Text("On the fridge")})
	action, form := d.switchOn(toolbox)
	d.send(http.MethodPost, action, form)
	shared := "/people/" + string(d.sam.ID()) + "/shared"
	ash.wants(ash.send(http.MethodGet, shared+"/toolbox", nil), http.StatusOK, "On the fridge")
	d.s.Lead("Lena Fairweather").Enters(d.sam, life.Death, "").OK()
	if w := ash.send(http.MethodGet, shared+"/toolbox", nil); w.Code != http.StatusNotFound {
		t.Errorf("Ash still opens it: %d", w.Code)
	}
	if w := ash.send(http.MethodGet, shared, nil); strings.Contains(w.Body.String(), "My toolbox") {
		t.Error("the list still names it")
	}
}
