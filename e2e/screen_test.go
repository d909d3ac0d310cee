package e2e

import (
	"maps"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"footbridge.org/footbridge/e2e/browser"
	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/ui/uitest"
)

// A stage is a demonstration that a real browser can reach. Its clock is the
// wall's, because a browser's cookies go by that.
type stage struct {
	*story.Demo
	base string
}

func onStage(t *testing.T) stage {
	t.Helper()
	return staged(t, aCopy(t))
}

// staged lets a browser reach a demonstration.
func staged(t *testing.T, d *story.Demo) stage {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String()
	server.Config.Handler = d.Web(base).Handler()
	server.Start()
	t.Cleanup(server.Close)
	d.GoLive(fromNoon(), random)
	return stage{d, base}
}

// as opens a tab of somebody who has signed in with one click.
func (s stage) as(t *testing.T, key string) *browser.Tab {
	t.Helper()
	tab := browser.Open(t)
	tab.RequestsOnlyTo(s.base)
	tab.Visit(s.base + "/demo/sign-in/" + key)
	return tab
}

func TestSomebodySignsInByCodeOnAPhoneWithoutScript(t *testing.T) {
	s := onStage(t)
	lead, _ := s.Find("lead")
	tab := browser.Open(t)
	tab.RequestsOnlyTo(s.base)
	tab.WithoutScript()
	tab.Width(390)

	tab.Visit(s.base + "/")
	tab.Fill("Email address", lead.Email)
	tab.Click("Send me a code")
	s.Works()
	tab.Fill("Ten-digit code", code.FindString(newestMail(t, s.Service, lead.Email)))
	tab.Click("Sign in")

	tab.See("Lena Fairweather")
	tab.See("Amara Okonkwo-Bell")
	tab.Axe()
	tab.NoHorizontalScroll()
}

func TestACrisisTeamRefersSomebodyOnAPhoneWithoutScript(t *testing.T) {
	s := onStage(t)
	tab := s.as(t, "referrer")
	tab.WithoutScript()
	tab.Width(390)
	refers(t, tab, "Marguerite", "Delacroix")
	tab.See("Marguerite Delacroix")
	tab.Axe()
	tab.NoHorizontalScroll()

	lead := s.as(t, "lead")
	lead.Visit(s.base + "/board?page=2") // who has waited longest comes first
	lead.See("Marguerite Delacroix")
}

// refers fills in the form with what the team must say, and no more.
func refers(t *testing.T, tab *browser.Tab, given, family string) {
	t.Helper()
	tab.Click("Refer somebody")
	tab.Fill("First name", given)
	tab.Fill("Last name", family)
	fillDate(tab.In("Date of birth"), time.Date(1991, 3, 8, 0, 0, 0, 0, time.UTC))
	tab.Fill("Their phone number", "07700 900123")
	tab.In("Is it safe to leave a voicemail?").Click("No")
	tab.In("Is it safe to send a text?").Click("Yes")
	tab.Fill("Address", "5 Foundry Street")
	tab.In("Is it safe to write to this address?").Click("Not asked")
	tab.In("Is it safe to send an email?").Click("Not asked")
	tab.In("How would they like to be reached?").Click("Text message")
	fillDate(tab.In("When do they leave the team?"), noon)
	tab.Fill("Which clinician is responsible now?", "Dr Tunde Oyelaran")
	tab.Fill("Their phone number at work", "01632 960247")
	tab.In("Has this person been on the crisis team's caseload?").Click("Yes")
	tab.In("Are they leaving the team now, or did they leave within the last month?").Click("Yes")
	tab.In("Can they make up their own mind about taking part?").Click("Yes")
	tab.In("Have you told them about peer support, and are they happy for us to get in touch?").Click("Yes")
	tab.In("Is there a risk that makes it unsafe for one person to visit them at home?").Click("No")
	tab.In("Do they live outside the area that the workers can reach, or are they about to move away?").Click("No")
	tab.Click("Send the referral")
}

func fillDate(within *browser.Tab, day time.Time) {
	within.Fill("Day", strconv.Itoa(day.Day()))
	within.Fill("Month", strconv.Itoa(int(day.Month())))
	within.Fill("Year", strconv.Itoa(day.Year()))
}

// The widths at which every page is looked at: the narrowest that WCAG 2.2
// asks for (1.4.10), a phone of today, and a desk.
const narrow, phone, desk = 320, 390, 1280

// inOneTab is how many pages are looked at one after another: the lead alone reaches
// more than a third, and nobody should wait for one tab.
const inOneTab = 20

// One page of every kind, as everybody who reaches it, with names on it that break
// pages: axe is silent, nothing has to be pushed sideways or is cut off, no other host
// is asked, and the content policy has nothing to complain of (a tab fails its test for
// the last two by itself).
func TestEveryPageThatAnybodyReachesCanBeUsedByEverybody(t *testing.T) {
	t.Parallel()
	s := onStageWithLongNames(t)
	looked, seen := map[string]bool{}, map[string]bool{}
	var longNames atomic.Int32
	looksAs := func(t *testing.T, name string, tab func(*testing.T) *browser.Tab, first ...string) {
		pages := looks(t, walkedAs(t, name), looked, seen)
		for _, path := range first {
			pages[path] = []int{phone, desk, narrow}
		}
		for some := range slices.Chunk(slices.Sorted(maps.Keys(pages)), inOneTab) {
			t.Run(name+" from "+some[0], func(t *testing.T) {
				t.Parallel()
				tab := tab(t)
				for _, path := range some {
					if look(t, tab, s.base+path, pages[path]...) {
						longNames.Add(1)
					}
				}
			})
		}
	}
	t.Run("as", func(t *testing.T) {
		looksAs(t, "visitor", func(t *testing.T) *browser.Tab {
			tab := browser.Open(t)
			tab.RequestsOnlyTo(s.base)
			return tab
		}, "/demo", "/demo/outbox", "/components", "/nothing-here")
		for _, who := range s.Cast {
			if who.Organisation != story.Home || who.Key == "referrer-south" {
				continue // the same pages with other names on them
			}
			looksAs(t, who.Key, func(t *testing.T) *browser.Tab { return s.as(t, who.Key) })
		}
	})
	if n := longNames.Load(); n < 60 {
		t.Errorf("only %d pages have a long name on them", n)
	}
}

// looks are the pages to look at as one person, with the widths of each. A page
// that is the first of its kind is looked at at every width; another of that kind
// where it is hardest, if there is a part in it that no page so far had. Whatever
// else is wrong with a page shows in its text, and that is read of all of them.
func looks(t *testing.T, pages map[string]walk.Page, looked, seen map[string]bool) map[string][]int {
	t.Helper()
	widths := map[string][]int{}
	kinds := oneOfEachKind(pages)
	for _, shape := range slices.Sorted(maps.Keys(kinds)) {
		path := kinds[shape]
		for _, fault := range uitest.Faults(pages[path].Body) {
			t.Errorf("%s: %s", path, fault)
		}
		before := len(seen)
		maps.Copy(seen, pages[path].Parts())
		switch {
		case !looked[shape]:
			widths[path] = []int{phone, desk, narrow}
		case len(seen) > before:
			widths[path] = []int{narrow}
		}
		looked[shape] = true
	}
	return widths
}

// look looks at a page, last where it is narrowest, and tells whether there is a long
// name on it.
func look(t *testing.T, tab *browser.Tab, address string, widths ...int) bool {
	t.Helper()
	tab.Visit(address)
	for _, w := range widths {
		tab.Width(w)
		tab.Fits()
		if w != phone { // it is laid out as the narrowest
			tab.Axe()
		}
	}
	if len(widths) == 1 {
		return false // a page of its kind was looked at
	}
	byKeyboard(t, tab)
	return holdsLongNames(t, tab)
}

// controls are what somebody may want to reach. One radio of a group is enough:
// the arrow keys reach the others.
const controls = `[...document.querySelectorAll("main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary")]
	.filter(e => e.checkVisibility() && !e.disabled && !e.matches("[tabindex='-1']"))`

// byKeyboard holds that Tab reaches all there is, the way past the header
// first, and that the focus is seen wherever it is.
func byKeyboard(t *testing.T, tab *browser.Tab) {
	t.Helper()
	if browser.Eval[int](tab, controls+".length") > mostStops {
		return // more of the same: lists are paged, and the gallery shows every state of everything
	}
	if tab.Tabs() == 0 || !strings.Contains(tab.Stop(0), "Skip to the main part") {
		t.Errorf("%s: the first stop is not the way past the header: %s", tab.Path(), tab.Stop(0))
	}
	missed := browser.Eval[string](tab, controls+`.filter(e => !window.reached.includes(e) &&
		!(e.type === "radio" && window.reached.some(o => o.name === e.name))).map(e => e.tagName + " " + (e.textContent || e.name)).join("; ")`)
	if missed != "" {
		t.Errorf("%s: Tab does not reach %s", tab.Path(), missed)
	}
}

// mostStops is how many controls a page may have and still be walked by Tab.
const mostStops = 150

// oneOfEachKind picks a path of every shape: the one with the largest page,
// which shows the most.
func oneOfEachKind(pages map[string]walk.Page) map[string]string {
	picked := map[string]string{}
	for _, path := range slices.Sorted(maps.Keys(pages)) {
		shape := walk.Shape(path)
		if best, there := picked[shape]; !there || len(pages[path].Body) > len(pages[best].Body) {
			picked[shape] = path
		}
	}
	return picked
}
