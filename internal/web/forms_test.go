package web_test

import (
	"context"
	"html"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/web/ui/uitest"
)

// A noun needs no test of what is said here: whatever form somebody can open leads
// them back to it, and is sent with words alone, with choices alone and with both.
// What was typed comes back with what is wrong, and a second tap leads where the
// first did and changes nothing there.
func TestTheFormsOfEveryPage(t *testing.T) {
	storetest.InTheWholeRun(t)
	h := build(t, storetest.SQLiteMigrated(t, story.Migrated))
	pages := h.pagesWithForms()
	holds := func(what string, hold func(*house, []formPage)) {
		t.Run(what, func(t *testing.T) {
			h.t = t
			hold(h, pages)
		})
		h.t = t
	}
	holds("lead back to the page that they are on", (*house).leadBack)
	holds("lose nothing to the button of another", (*house).standTogether)
	holds("say what they open with", (*house).sayWhatTheyOpenWith)
	holds("keep what was typed and take a second tap", (*house).keepWhatWasTyped)
	holds("ignore what is not asked", (*house).ignoreWhatIsNotAsked)
	v, err := h.k.Verify(context.Background(), nil)
	h.ok(err)
	if !v.Whole() {
		t.Error(v.Faults)
	}
}

// A formPage is a page with a form, as one person sees it.
type formPage struct {
	who  member
	path string
	main string
}

// pagesWithForms are those that anybody can open: nine pages in ten have no form for
// whoever asks, and are read this once.
func (h *house) pagesWithForms() (list []formPage) {
	for _, who := range slices.Concat(h.orgs[0].cast, h.masked(h.orgs[0]), h.participants()) {
		for _, rt := range h.web.Routes() {
			if rt.Method != http.MethodGet || rt.Open != "" {
				continue
			}
			path := h.targets(rt, h.orgs[0], 0, who.actor).path
			_, body, _ := h.ask(http.MethodGet, path, who.token, nil)
			if main := mainOn.FindString(body); postOn.MatchString(main) {
				list = append(list, formPage{who, path, main})
			}
		}
	}
	return list
}

// Where a form is, its author is led back to: what they typed is offered there. No
// form says so itself.
func (h *house) leadBack(pages []formPage) {
	found := 0
	for _, p := range pages {
		for _, f := range formsIn(p.main, p.path) {
			_, _, header := h.ask(http.MethodPost, f.action, "", url.Values{})
			to := ""
			for _, c := range (&http.Response{Header: header}).Cookies() {
				if c.Name == "footbridge_wanted" {
					to, _ = url.QueryUnescape(c.Value)
				}
			}
			found++
			if to != p.path && !f.looks() {
				h.t.Errorf("%s is on %s, and leads %s back to %q", f.action, p.path, p.who.name, to)
			}
		}
	}
	if found < 20 {
		h.t.Errorf("only %d forms were found", found)
	}
}

// looks tells whether f only asks for something.
func (f sentForm) looks() bool { return f.action == "/people" }

// A page has one form that somebody writes in, or several that are sent as one: what
// is typed in one is not lost to the button of another.
func (h *house) standTogether(pages []formPage) {
	apart := map[string]bool{
		"/feedback/": true, // taken back with all that was said
	}
	found := map[string]bool{}
	for _, p := range pages {
		forms := postOn.FindAllStringSubmatch(p.main, -1)
		typed := 0
		for _, m := range forms {
			if len(questionsOn(m[1])) > 0 {
				typed++
			}
			seen := map[string]bool{}
			for _, hidden := range hiddenOn.FindAllStringSubmatch(m[1], -1) {
				if name := hidden[1]; seen[name] && !form.Unseen(name) {
					h.t.Errorf("%s carries two of %s", p.path, name)
				}
				seen[hidden[1]] = true
			}
		}
		if found[p.path] || typed == 0 || len(forms) < 2 {
			continue
		}
		found[p.path] = true
		known := false
		for prefix := range apart {
			known = known || strings.HasPrefix(p.path, prefix)
		}
		if !known {
			h.t.Errorf("%s has %d forms apart, as %s sees it", p.path, len(forms), p.who.name)
		}
	}
}

// What may be left out can be taken back, too: a group of radios that nothing is wrong
// with when none is chosen has one that stands for no answer.
func (h *house) keepWhatWasTyped(pages []formPage) {
	came := map[int]map[string]bool{
		http.StatusSeeOther: {}, http.StatusUnprocessableEntity: {}, http.StatusConflict: {},
		http.StatusOK: {}, // it asked for something, and changes nothing
	}
	leftOut := map[string]bool{}
	for i, answer := range []func(*question) string{wordsAlone, choicesAlone, wholeAnswer} {
		for _, p := range pages {
			for _, f := range h.forms(p.who, p.path) {
				if i < 2 && strings.HasSuffix(f.action, "/take-back") {
					continue // of a referral: then the other forms have nobody to ask about
				}
				code := h.sends(p.who, f, f.filled(answer), leftOut)
				if came[code] == nil {
					h.t.Errorf("%s, sent by %s, answers %d", f.action, p.who.name, code)
					continue
				}
				came[code][f.action] = true
			}
		}
	}
	for code, least := range map[int]int{http.StatusSeeOther: 4, http.StatusUnprocessableEntity: 8} {
		if len(came[code]) < least {
			h.t.Errorf("only %d forms were answered %d", len(came[code]), code)
		}
	}
	if len(leftOut) < 2 {
		h.t.Errorf("only %v may be left out", leftOut)
	}
}

// What is asked only where something else was chosen is ignored elsewhere, not refused: a
// form that is taken without an answer is taken with it, too. (What contradicts the rest of a
// form whatever is chosen, as an address and none, was asked.)
func (h *house) ignoreWhatIsNotAsked(pages []formPage) {
	tried := map[string]bool{}
	for _, p := range pages {
		for _, f := range h.forms(p.who, p.path) {
			for _, q := range f.questions {
				if q.kind != "radio" || strings.HasSuffix(f.action, "/take-back") || tried[f.action+" "+q.name] {
					continue
				}
				tried[f.action+" "+q.name] = true
				unasked := map[string]int{}
				for _, value := range q.values {
					for _, name := range h.refusedUnasked(p.who, f, q.name, value) {
						unasked[name]++
					}
				}
				for name, n := range unasked {
					if n < len(q.values) {
						h.t.Errorf("%s of %s isn't asked after every %s, and is refused then", name, f.action, q.name)
					}
				}
			}
		}
	}
	if len(tried) < 20 {
		h.t.Errorf("only %d radios were tried", len(tried))
	}
}

// refusedUnasked sends f with every answer, and names those that are refused and that nothing
// is said of once they are left out.
func (h *house) refusedUnasked(who member, f sentForm, radio, value string) (list []string) {
	h.t.Helper()
	refused := func(sent url.Values) (names []string) {
		code, body, _ := h.ask(http.MethodPost, f.action, who.token, sent)
		for _, q := range f.questions {
			name := strings.TrimSuffix(q.name, ".day")
			if code == http.StatusUnprocessableEntity && strings.Contains(body, ` id="`+ui.ControlID(name)+`-error"`) {
				names = append(names, name)
			}
		}
		return names
	}
	sent := f.filled(plausibleAnswer)
	sent.Set(radio, value)
	for _, name := range refused(sent) {
		without := maps.Clone(sent)
		maps.DeleteFunc(without, func(k string, _ []string) bool { return k == name || strings.HasPrefix(k, name+".") })
		contradicts := radio == "role" && name == "team" // else more would be given than was meant
		if name != radio && !contradicts && !slices.Contains(refused(without), name) {
			list = append(list, name)
		}
	}
	return list
}

// plausibleAnswer is wholeAnswer that can be read, whatever is asked.
func plausibleAnswer(q *question) string {
	switch text := wholeAnswer(q); {
	case text != typedIn(q.name):
		return text
	case q.name == "at" || strings.HasSuffix(q.name, ".at"):
		return "10:00"
	case strings.Contains(q.name, "minutes"):
		return "60"
	case strings.Contains(q.name, "phone"):
		return "01632 960123"
	case strings.Contains(q.name, "postcode"):
		return "GU2 7XX"
	case strings.Contains(q.name, "number"):
		return "943 476 5919"
	default:
		return text
	}
}

// participants are those whom the first organisation's teams referred, signed in.
func (h *house) participants() (list []member) {
	lead := h.orgs[0].cast[0]
	for _, m := range h.orgs[0].cast {
		if strings.HasPrefix(m.name, "lead") {
			lead = m
		}
	}
	for i, sam := range h.orgs[0].sams {
		card, err := h.people.GiveCard(context.Background(), lead.actor, sam)
		h.ok(err)
		signed, err := h.people.UseCard(context.Background(), card.Code, identity.Browser{Device: "test"})
		h.ok(err)
		guest, err := h.k.Authenticate(context.Background(), signed.Token)
		h.ok(err)
		if i == 0 { // the other has come by a card alone
			_, err = h.people.ChooseNumber(context.Background(), guest.Actor,
				apppeople.Choice{Number: "482913", Again: "482913", Keep: true})
			h.ok(err)
			guest.Actor.ByCard = false
		}
		list = append(list, member{"a participant", guest.Actor, signed.Token})
	}
	return list
}

// undrawn is a page without the ids that its forms carry.
func undrawn(page string) string { return hiddenOn.ReplaceAllString(page, "") }

var problemOn = regexp.MustCompile(`<li><a href="#([^"]*)">`)

// sends sends a form, says what came of it, and notes the questions that may be left out.
func (h *house) sends(who member, f sentForm, sent url.Values, leftOut map[string]bool) int {
	h.t.Helper()
	code, body, header := h.ask(http.MethodPost, f.action, who.token, sent)
	if code == http.StatusSeeOther {
		first := header.Get("Location")
		landed, page, _ := h.ask(http.MethodGet, first, who.token, nil)
		if landed == http.StatusForbidden || landed == http.StatusNotFound {
			h.t.Errorf("%s leads %s to %s, which they may not read: %d", f.action, who.name, first, landed)
		}
		again, _, to := h.ask(http.MethodPost, f.action, who.token, sent)
		if again != code || to.Get("Location") != first {
			h.t.Errorf("%s leads %s to %s, and at the second tap it answers %d and leads to %q", f.action, who.name, first,
				again, to.Get("Location"))
		}
		if _, now, _ := h.ask(http.MethodGet, first, who.token, nil); undrawn(now) != undrawn(page) {
			h.t.Errorf("after a second tap of %s, %s says something else to %s", f.action, first, who.name)
		}
		h.canBeCleared(who, f, sent, leftOut, func(question) bool { return false })
		return code
	}
	for _, fault := range uitest.Faults(body) {
		h.t.Errorf("%s, sent by %s: %s", f.action, who.name, fault)
	}
	for _, m := range problemOn.FindAllStringSubmatch(body, -1) {
		if !strings.Contains(body, ` id="`+m[1]+`"`) || !strings.Contains(body, ` id="`+m[1]+`-error"`) {
			h.t.Errorf("%s, sent by %s: a problem leads to %s, and nothing is said there", f.action, who.name, m[1])
		}
	}
	for _, q := range f.questions {
		if text := sent.Get(q.name); text == typedIn(q.name) && !strings.Contains(body, html.EscapeString(text)) {
			h.t.Errorf("%s, sent by %s, loses what was typed of %s", f.action, who.name, q.name)
		}
	}
	if code == http.StatusUnprocessableEntity {
		h.canBeCleared(who, f, sent, leftOut, func(q question) bool {
			return strings.Contains(body, ` id="`+ui.ControlID(q.name)+`-error"`)
		})
	}
	return code
}

// canBeCleared notes the radios that may be left out, taken or refused: nobody asked for
// them. Each has an answer that takes another back.
func (h *house) canBeCleared(who member, f sentForm, sent url.Values, leftOut map[string]bool,
	asks func(question) bool) {
	h.t.Helper()
	for _, q := range f.questions {
		if q.kind != "radio" || sent.Has(q.name) || asks(q) || answeredAtOnce(q) {
			continue
		}
		if leftOut[q.name] = true; !slices.Contains(q.values, "") {
			h.t.Errorf("%s of %s may be left out by %s, and can't be taken back", q.name, f.action, who.name)
		}
	}
}

// answeredAtOnce tells whether q opens with an answer, or has one that stands for
// nobody having asked, or that says what is taken of one left open.
func answeredAtOnce(q question) bool {
	return q.name == "same" || q.name == "quote" || slices.Contains(q.values, "not_asked")
}

var mainOn = regexp.MustCompile(`(?s)<main.*</main>`)

// Likewise of the pages that the story has none of: their templates say it.
func TestATemplateOfSeveralFormsSendsThemAsOne(t *testing.T) {
	buttons := []string{"life.html", "devices.html", "referral_likely.html", "components.html"} // nothing is typed
	files, err := filepath.Glob("templates/pages/*.html")
	if err != nil || len(files) < 10 {
		t.Fatal(err, len(files))
	}
	together := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		forms := len(templateForm.FindAll(text, -1))
		if strings.Contains(string(text), `<form class="fb-form" method="post"`) {
			together++
		} else if forms > 1 && !slices.Contains(buttons, filepath.Base(file)) {
			t.Errorf("%s has %d forms apart", file, forms)
		}
	}
	if together != 2 {
		t.Errorf("%d pages have forms that are sent as one", together)
	}
}

var templateForm = regexp.MustCompile(`{{template "(questions|form)"`)

var postOn = regexp.MustCompile(`(?s)<form [^>]*method="post"[^>]*>(.*?)</form>`)
