package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/webtest"
)

// What a form opened with isn't what somebody wrote: kept words show what they changed.
func TestKeptWordsLeaveOutWhatTheFormOpenedWith(t *testing.T) {
	b := webtest.Open(t)
	ash := b.Works("Ash", authz.PeerWorker)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	me := b.Arrives(sam)
	record, well := "/people/"+string(sam), "/workbook/keeping-well/me-when-well"
	before := b.Opens(me, well)
	before.Set("well_words", "loud and chatty")
	b.Post(me, well, before).Is(http.StatusSeeOther)
	visit := string(b.Course(sam).Appointments[0].ID)
	staff := func(of webtest.Member, email string) func() webtest.Member {
		return func() webtest.Member { return signsIn(b, of, email) }
	}
	remi, comes := staff(b.Remi, "remi@example.org"), func() webtest.Member { return b.Arrives(sam) }
	typed := map[string]bool{}
	for _, f := range []struct {
		signsIn           func() webtest.Member
		path, name, typed string
	}{
		{remi, record + "/put-right/contact", "why", "A new flatmate"},
		{remi, record + "/put-right/identity", "why", "They say it so"},
		{staff(ash, "ash@example.org"), record + "/visits/" + visit + "/move", "at", "13:17"},
		{comes, well, "well_doing", "I sing"},
	} {
		by := f.signsIn()
		form := b.Opens(by, f.path)
		form.Set(f.name, f.typed)
		signsOut(b, by)
		b.Post(by, f.path, form).To("/sign-in")
		typed[f.typed] = true
		page := b.Get(f.signsIn(), "/kept").Is(http.StatusOK).Says(f.typed)
		for _, m := range shownAs.FindAllStringSubmatch(page.Body, -1) {
			if !typed[m[1]] {
				t.Errorf("%s: %q is shown", f.path, m[1])
			}
		}
	}
}

// shownAs is what is shown under a heading.
var shownAs = regexp.MustCompile(`<dd[^>]*>\s*([^<]*?)\s*</dd>`)

// Every form says what each of its questions opens with, so that it is known which of them
// somebody changed.
func (h *house) sayWhatTheyOpenWith(pages []formPage) {
	prefilled := map[string]bool{}
	for _, p := range pages {
		opened := webtest.FilledIn(p.main)
		opened.Del(form.PageOfField)
		for _, f := range formsIn(p.main, p.path) {
			typed := identity.Typed{Page: p.path, Values: opened}
			for _, rt := range h.web.Routes() {
				if rt.Method == http.MethodPost && addresses(rt.Pattern, f.action) {
					typed.Form, typed.Noun = rt.Pattern, rt.Noun
				}
			}
			changed := ""
			for _, q := range f.questions {
				if q.kind == "text" || q.kind == "textarea" {
					changed = q.name
				}
			}
			if changed == "" || typed.Form == "" {
				continue
			}
			if len(people.DraftWords(say.English(), typed).Lines) > 0 {
				prefilled[typed.Form] = true
			}
			was := opened[changed]
			opened.Set(changed, typedIn(changed))
			for _, line := range people.DraftWords(say.English(), typed).Lines {
				if !strings.Contains(strings.Join(line.Values, " "), "Quill") {
					h.t.Errorf("%s, opened by %s: of %q it shows %q, which nobody typed", f.action, p.who.name, line.Key,
						line.Values)
				}
			}
			opened[changed] = was
		}
	}
	if len(prefilled) < 5 {
		h.t.Errorf("only %v open with something", prefilled)
	}
}

// addresses tells whether path is one of a pattern's.
func addresses(pattern, path string) bool {
	parts, of := strings.Split(path, "/"), strings.Split(pattern, "/")
	for i := range of {
		if len(parts) != len(of) || of[i] != parts[i] && !strings.HasPrefix(of[i], "{") {
			return false
		}
	}
	return true
}
