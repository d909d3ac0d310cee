package browser

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) { Main(m) }

const good = `<!DOCTYPE html><html lang="en"><head><title>A referral</title><link rel="icon" href="/icon.svg">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/style.css"><script src="/page.js" defer></script></head>
<body><a href="#main">Skip to main content</a><main id="main"><h1>A referral</h1><p id="script">No script</p>
<form method="post" action="/sent">
<p><label for="name">Given name</label> <input id="name" name="name" value="Before"></p>
<fieldset><legend>When were they discharged?</legend>
<label for="day">Day</label> <input id="day" name="day" inputmode="numeric"></fieldset>
<fieldset><legend>When did you meet?</legend>
<label for="day2">Day</label> <input id="day2" name="day2" inputmode="numeric"></fieldset>
<p><label for="team">Team</label> <select id="team" name="team"><option value="n">North</option><option value="s">South</option></select></p>
<p><input type="checkbox" id="told" name="told"> <label for="told">They know about this</label></p>
<p><button>Send</button></p></form></main></body></html>`

// serve answers with pages, "/" first among them, and says what was sent.
func serve(t *testing.T, pages map[string]string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		switch body, ok := pages[r.URL.Path]; {
		case strings.HasSuffix(r.URL.Path, ".css"):
			w.Header().Set("Content-Type", "text/css")
			fmt.Fprint(w, ":focus { outline: 3px solid #000 }")
		case strings.HasSuffix(r.URL.Path, ".js"):
			w.Header().Set("Content-Type", "text/javascript")
			fmt.Fprint(w, `document.getElementById("script").textContent = "With script"`)
		case r.URL.Path == "/sent":
			r.ParseForm()
			fmt.Fprintf(w, `<!DOCTYPE html><html lang="en"><title>Sent</title><link rel="icon" href="/icon.svg"><main><h1>Sent</h1><p>%s</p></main>`, r.PostForm.Encode())
		case ok:
			fmt.Fprint(w, body)
		case r.URL.Path != "/icon.svg":
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// A spy takes a test's place, to see whether a bad page would fail it.
type spy struct {
	testing.TB
	failures []string
	cleanups []func()
}

type fatal struct{}

func (s *spy) Helper()                   {}
func (s *spy) Cleanup(f func())          { s.cleanups = append(s.cleanups, f) }
func (s *spy) Error(a ...any)            { s.failures = append(s.failures, fmt.Sprint(a...)) }
func (s *spy) Errorf(f string, a ...any) { s.failures = append(s.failures, fmt.Sprintf(f, a...)) }
func (s *spy) Fatal(a ...any)            { s.Error(a...); panic(fatal{}) }
func (s *spy) Fatalf(f string, a ...any) { s.Errorf(f, a...); panic(fatal{}) }
func (s *spy) run(do func(t testing.TB)) { defer s.end(); defer s.caught(); do(s) }
func (s *spy) end()                      { slices.Reverse(s.cleanups); s.each() }
func (s *spy) each() {
	for _, f := range s.cleanups {
		f()
	}
}
func (s *spy) caught() {
	if r := recover(); r != nil && r != (fatal{}) {
		panic(r)
	}
}

// fails tells what a test that does this on a page would fail with.
func fails(t *testing.T, page string, do func(*Tab, string)) string {
	t.Helper()
	at := serve(t, map[string]string{"/": page})
	s := &spy{TB: t}
	s.run(func(t testing.TB) {
		tab := Open(t)
		tab.Visit(at)
		do(tab, at)
	})
	return strings.Join(s.failures, "\n")
}

func framed(body string) string {
	return `<!DOCTYPE html><html lang="en"><head><title>A page</title><link rel="icon" href="/icon.svg"></head><body><main><h1>A page</h1>` + body + `</main></body></html>`
}

func TestGoodPagePassesEveryCheckWithAndWithoutScript(t *testing.T) {
	at := serve(t, map[string]string{"/": good})
	for _, script := range []bool{true, false} {
		tab := Open(t)
		tab.RequestsOnlyTo(at)
		if !script {
			tab.WithoutScript()
		}
		tab.Visit(at)
		if script {
			tab.See("With script")
		} else {
			tab.See("No script")
		}
		tab.Axe()
		tab.NoHorizontalScroll()
	}
}

func TestFormFilledByItsLabelsIsSent(t *testing.T) {
	at := serve(t, map[string]string{"/": good})
	for _, script := range []bool{true, false} {
		tab := Open(t)
		if !script {
			tab.WithoutScript()
		}
		tab.Visit(at)
		tab.Fill("Given name", "Robin & Co")
		tab.In("When were they discharged?").Fill("Day", "3")
		tab.In("When did you meet?").Fill("Day", "9")
		tab.Choose("Team", "South")
		tab.Click("They know about this")
		if !tab.Checked("They know about this") || tab.Value("Given name") != "Robin & Co" {
			t.Error("what was filled in is not there")
		}
		tab.Click("Send")
		tab.See("day=3&day2=9&name=Robin+%26+Co&team=s&told=on")
		tab.DontSee("Before")
		if tab.Path() != "/sent" || tab.Status() != 200 || tab.Title() != "Sent" {
			t.Errorf("at %s, %d, %q", tab.Path(), tab.Status(), tab.Title())
		}
	}
}

func TestKeyboardReachesEverythingInOrder(t *testing.T) {
	tab := Open(t)
	tab.Visit(serve(t, map[string]string{"/": good}))
	got := strings.Join(tab.TabOrder(), ", ")
	want := "link Skip to main content, textbox Given name, textbox Day, textbox Day, combobox Team, checkbox They know about this, button Send"
	if got != want {
		t.Errorf("reached %s\nnot %s", got, want)
	}
}

func TestPagesOfTwoTabsShareNothing(t *testing.T) {
	at := serve(t, map[string]string{"/": framed("")})
	one, other := Open(t), Open(t)
	one.Visit(at)
	Eval[bool](one, `(document.cookie = "who=sam", localStorage.who = "sam", true)`)
	other.Visit(at)
	if kept := Eval[string](other, `document.cookie + (localStorage.who ?? "")`); kept != "" {
		t.Errorf("the other tab holds %q", kept)
	}
}

func TestMissingPageFailsNothingButSaysSo(t *testing.T) {
	tab := Open(t)
	tab.Visit(serve(t, nil) + "/nowhere")
	if tab.Status() != 404 {
		t.Errorf("status %d", tab.Status())
	}
}

func TestPictureIsTaken(t *testing.T) {
	tab := Open(t)
	tab.Visit(serve(t, map[string]string{"/": good}))
	path := filepath.Join(t.TempDir(), "page.png")
	tab.Screenshot(path)
	if picture, err := os.ReadFile(path); err != nil || len(picture) < 1000 {
		t.Errorf("%d bytes, %v", len(picture), err)
	}
}

// Each check is worth something only if a bad page fails it.
func TestBadPageFails(t *testing.T) {
	soon = 300 * time.Millisecond // what never comes need not be waited for
	t.Cleanup(func() { soon = 5 * time.Second })
	nothing := func(*Tab, string) {}
	for name, c := range map[string]struct {
		page string
		do   func(*Tab, string)
		want string
	}{
		"a field with no label":          {framed(`<input name="x">`), func(tab *Tab, _ string) { tab.Axe() }, "axe on /: label"},
		"no label, without script":       {framed(`<input name="x">`), func(tab *Tab, at string) { tab.WithoutScript(); tab.Visit(at); tab.Axe() }, "axe on /: label"},
		"a picture without words":        {framed(`<img src="/icon.svg" width="9" height="9">`), func(tab *Tab, _ string) { tab.Axe() }, "axe on /: image-alt"},
		"too wide a page":                {framed(`<img src="/icon.svg" alt="" width="600" height="9">`), func(tab *Tab, _ string) { tab.NoHorizontalScroll() }, "too wide at 320: img"},
		"a request to another host":      {framed(`<a href="http://elsewhere.test/">on</a>`), func(tab *Tab, at string) { tab.RequestsOnlyTo("another.test") }, "another host"},
		"an inline script":               {framed(`<script>1</script>`), nothing, "Content Security Policy"},
		"an inline style":                {framed(`<p style="color: red">x</p>`), nothing, "Content Security Policy"},
		"a script that breaks":           {framed(`<script src="/page.js"></script>`), nothing, "TypeError"},
		"a picture that is not there":    {framed(`<img src="/lost.png" alt="">`), nothing, "404"},
		"no such button":                 {framed(``), func(tab *Tab, _ string) { tab.Click("Send") }, `nothing here is called "Send"`},
		"two buttons of a name":          {framed(`<button>Send</button><button>Send</button>`), func(tab *Tab, _ string) { tab.Click("Send") }, `2 things are called "Send"`},
		"words that are not there":       {framed(``), func(tab *Tab, _ string) { tab.See("Saved") }, `"Saved" is not on /`},
		"words that should not be there": {framed(`<p>Saved</p>`), func(tab *Tab, _ string) { tab.DontSee("Saved") }, `"Saved" is on /`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fails(t, c.page, c.do); !strings.Contains(got, c.want) {
				t.Errorf("it failed with %q, not with %q", got, c.want)
			}
		})
	}
}

func TestFocusThatCannotBeSeenFails(t *testing.T) {
	at := serve(t, map[string]string{"/": framed(`<button id="b">Send</button>`)})
	s := &spy{TB: t}
	s.run(func(t testing.TB) {
		tab := Open(t)
		tab.Visit(at)
		Eval[bool](tab, `(document.getElementById("b").style.outline = "none", true)`)
		tab.TabOrder()
	})
	if got := strings.Join(s.failures, "\n"); !strings.Contains(got, "nobody sees that button Send has the focus") {
		t.Errorf("it failed with %q", got)
	}
}

func TestForeseenComplaintIsNoFailure(t *testing.T) {
	at := serve(t, map[string]string{"/": framed(`<img src="/lost.png" alt="">`)})
	tab := Open(t)
	tab.Expects("404")
	tab.Visit(at)
}
