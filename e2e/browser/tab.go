package browser

import (
	"context"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"footbridge.org/footbridge/internal/store/storetest"
)

// patience is how long a person would wait for a page or for something on it.
const patience = 15 * time.Second

// soon is how long something may take to appear on a page that has loaded.
var soon = 5 * time.Second

// A Tab is a window of its own: no cookies, no storage, nothing of any other
// test's. Its methods fail the test themselves, so that a test reads as what a
// person does.
type Tab struct {
	t     testing.TB
	ctx   context.Context
	seen  *record
	group string // when it is set, only what lies in the group of this name is found
}

// record is what the page did, as the browser reports it.
type record struct {
	sync.Mutex
	complaints []string
	expected   []string        // parts of complaints that the test foresaw
	requests   []string        // addresses
	documents  map[string]bool // addresses asked for as pages
	hosts      []string        // allowed; nil while the test has not said
	status     int64           // of the last page
	loading    int             // frames that have started and not stopped
	noScript   bool
}

// Open opens a tab, 1024 pixels wide. It closes at the end of the test, which
// fails if the page complained.
func Open(t testing.TB) *Tab {
	t.Helper()
	if storetest.Quick(t) {
		t.Skip("no browser in a quick run")
	}
	browser, err := launched()
	if err != nil {
		t.Fatalf("browser: %v", err)
	}
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	tab := &Tab{t: t, ctx: ctx, seen: &record{documents: map[string]bool{}}}
	t.Cleanup(func() {
		tab.judge()
		cancel()
	})
	if err := chromedp.Listen(ctx, tab.seen.note); err != nil {
		t.Fatalf("browser: %v", err)
	}
	tab.Width(1024)
	return tab
}

// note is called by the browser's reader, in the order of events.
func (r *record) note(event any) {
	r.Lock()
	defer r.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		r.complaints = append(r.complaints, text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeAssert {
			r.complaints = append(r.complaints, "console.error: "+spoken(e.Args))
		}
	case *log.EventEntryAdded:
		// A page that answers 404 or 422 is the test's business, by Status.
		answer := e.Entry.Source == log.EntrySourceNetwork && r.documents[e.Entry.URL]
		if e.Entry.Level == log.EntryLevelError && !answer {
			r.complaints = append(r.complaints, e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		r.requests = append(r.requests, e.Request.URL)
		if e.Type == network.ResourceTypeDocument {
			r.documents[e.Request.URL] = true
		}
	case *network.EventWebSocketCreated:
		r.requests = append(r.requests, e.URL)
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument {
			r.status = e.Response.Status
		}
	case *page.EventFrameStartedLoading:
		r.loading++
	case *page.EventFrameStoppedLoading:
		r.loading = max(0, r.loading-1)
	}
}

func spoken(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		words = append(words, strings.Trim(string(a.Value), `"`)+a.Description)
	}
	return strings.Join(words, " ")
}

// do runs steps, failing the test with what was being done.
func (tab *Tab) do(doing string, steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		tab.t.Fatalf("%s: %v", doing, err)
	}
}

// ask sends one command to the page and returns its answer.
func ask[P, R any](tab *Tab, doing string, command cdp.Command[P, R], params P) R {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	answer, err := chromedp.Call(ctx, command, params)
	if err != nil {
		tab.t.Fatalf("%s: %v", doing, err)
	}
	return answer
}

// Eval returns what a script says of the page.
func Eval[T any](tab *Tab, script string) T {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	answer, err := chromedp.Run(ctx, chromedp.Evaluate[T](script,
		func(p *runtime.EvaluateParams) { p.AwaitPromise = new(true) }))
	if err != nil {
		tab.t.Fatalf("asking the page: %v", err)
	}
	return answer
}

// Visit goes to an address and waits until the page has loaded.
func (tab *Tab) Visit(address string) {
	tab.t.Helper()
	tab.do("visiting "+address, chromedp.Navigate(address))
}

// Status is the HTTP status of the last page.
func (tab *Tab) Status() int {
	tab.seen.Lock()
	defer tab.seen.Unlock()
	return int(tab.seen.status)
}

// Path is where the tab is: the address without its host.
func (tab *Tab) Path() string {
	tab.t.Helper()
	u, err := url.Parse(Eval[string](tab, "location.href"))
	if err != nil {
		tab.t.Fatal(err)
	}
	return u.RequestURI()
}

// Title is the page's title.
func (tab *Tab) Title() string {
	tab.t.Helper()
	return Eval[string](tab, "document.title")
}

// Text is what stands on the page, as it is seen: hidden words are left out.
func (tab *Tab) Text() string {
	tab.t.Helper()
	if !tab.eventually(func() bool { return Eval[bool](tab, "document.body !== null") }) {
		tab.t.Fatal("nothing of the next page has come")
	}
	return Eval[string](tab, "document.body?.innerText ?? ''") // there is none while a page is on its way
}

// Width makes the window that many CSS pixels wide: 320 is the narrowest that
// WCAG 2.2 asks for (1.4.10), 390 a phone of today.
func (tab *Tab) Width(pixels int) {
	tab.t.Helper()
	tab.do("setting the width", chromedp.EmulateViewport(int64(pixels), 900))
}

// WithoutScript turns JavaScript off, from the next page on.
func (tab *Tab) WithoutScript() {
	tab.t.Helper()
	tab.seen.Lock()
	tab.seen.noScript = true
	tab.seen.Unlock()
	tab.scripts(false)
}

func (tab *Tab) scripts(on bool) {
	tab.t.Helper()
	ask(tab, "switching scripts", emulation.SetScriptExecutionDisabled,
		emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// Screenshot writes a picture of the whole page, as PNG, to a path.
func (tab *Tab) Screenshot(path string) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(path, picture, 0o644)
	}
	if err != nil {
		tab.t.Fatalf("taking a picture: %v", err)
	}
}

// settle waits for a page that a click or a key may have asked for. Chromium
// starts a form's navigation a little after the event that causes it.
func (tab *Tab) settle() {
	tab.t.Helper()
	deadline := time.Now().Add(patience)
	for quiet := 0; quiet < 4; time.Sleep(25 * time.Millisecond) {
		tab.seen.Lock()
		loading := tab.seen.loading > 0
		tab.seen.Unlock()
		if quiet++; loading {
			quiet = 0
		}
		if time.Now().After(deadline) {
			tab.t.Fatal("the next page never finished loading")
		}
	}
}
