package e2e

import (
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

const refusedPages = "testdata/refused_pages.golden"

// What a form answers to rubbish is a page that no link leads to. Each kind of
// form that anybody reaches is sent with nothing chosen, and with words where a
// day, a time or a number is asked for: the answer is the same from build to build.
func TestWhatFormsAnswerToRubbishIsTheSame(t *testing.T) {
	storetest.InTheWholeRun(t)
	ids := drawn{}
	draw := ids.from(story.NewSeed("sending rubbish to an earlier build's"))
	s := story.Resume(t, earlierSeed, "sqlite:"+unpacked(t), draw)
	s.Clock.MoveTo(earlierDay(270, "12:00"))
	answers, refused := map[string]walk.Page{}, 0
	for _, who := range earlierReaders {
		b := signedIn(t, s, who.email)
		pages, sent := b.Walk("/", aboutNobody), map[string]bool{}
		for _, path := range slices.Sorted(maps.Keys(pages)) {
			for _, f := range formsOn(pages[path]) {
				kind := walk.Shape(f.action)
				if sent[kind] || !f.asks {
					continue // a form of buttons alone has nothing to refuse
				}
				sent[kind] = true
				answer := b.Post(f.action, f.rubbish...)
				answers[who.key+" "+f.action] = answer
				if answer.Status == 422 {
					refused++
				}
			}
		}
	}
	if refused < 20 {
		t.Errorf("only %d forms were refused", refused)
	}
	s.Verify()
	compareDigests(t, refusedPages, answers, ids)
}

// A sentForm is a form as a page shows it, and rubbish to send in it.
type sentForm struct {
	action  string
	rubbish []string // names and values in turn
	asks    bool     // whether there is anything to fill in
}

var (
	formOf    = regexp.MustCompile(`(?s)<form\b([^>]*)>(.*?)</form>`)
	controlOf = regexp.MustCompile(`<(input|textarea|select|button)\b([^>]*)>`)
	attribute = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
)

func attributes(tag string) map[string]string {
	found := map[string]string{}
	for _, a := range attribute.FindAllStringSubmatch(tag, -1) {
		found[a[1]] = html.UnescapeString(a[2])
	}
	return found
}

// formsOn are the forms of p that are sent by POST.
func formsOn(p walk.Page) (forms []sentForm) {
	for _, found := range formOf.FindAllStringSubmatch(p.Body, -1) {
		f := attributes(found[1])
		if f["method"] != "post" {
			continue
		}
		form := sentForm{action: f["action"]}
		if form.action == "" {
			form.action = p.Path
		}
		for _, c := range controlOf.FindAllStringSubmatch(found[2], -1) {
			control := attributes(c[2])
			switch {
			case control["name"] == "" || c[1] == "button":
				continue
			case control["type"] == "hidden":
				form.rubbish = append(form.rubbish, control["name"], control["value"])
				continue
			case c[1] == "textarea" || c[1] == "input" && control["type"] != "radio" && control["type"] != "checkbox":
				form.rubbish = append(form.rubbish, control["name"], "<b>half past</b> "+strings.Repeat("x", 30))
			}
			form.asks = true
		}
		forms = append(forms, form)
	}
	return forms
}
