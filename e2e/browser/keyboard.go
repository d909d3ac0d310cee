package browser

import (
	"strconv"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Press types keys (package kb names those without a letter) and waits for the
// page that they may bring.
func (tab *Tab) Press(keys string) {
	tab.t.Helper()
	tab.do("pressing a key", chromedp.KeyEvent(keys))
	tab.settle()
}

// TabOrder presses Tab from the top of the page to its end and returns what
// was reached, each by role and name, as in "textbox Given name". It fails the
// test where Tabs does.
func (tab *Tab) TabOrder() []string {
	tab.t.Helper()
	var order []string
	for i := range tab.Tabs() {
		order = append(order, tab.Stop(i))
	}
	return order
}

// Tabs presses Tab from the top of the page to its end and returns how many
// stops there were. It fails the test when the focus cannot be seen, or is
// caught in one place (WCAG 2.4.7, 2.1.2). The page keeps the stops, as elements,
// in window.reached.
func (tab *Tab) Tabs() int {
	tab.t.Helper()
	Eval[bool](tab, watchFocus)
	down := *kb.Encode('\t')[0] // held down it moves on as well, for a third of the messages
	for range 300 / pressedAtOnce {
		for range pressedAtOnce {
			ask(tab, "pressing Tab", input.DispatchKeyEvent, down)
		}
		stops := Eval[stops](tab, "window.stops()")
		for _, i := range stops.Unseen {
			tab.t.Errorf("nobody sees that %s has the focus", tab.Stop(i))
		}
		switch {
		case stops.Caught:
			tab.t.Fatalf("the focus is caught in %s, stop %d", tab.Focused(), stops.Reached)
		case stops.Ended:
			return stops.Reached
		}
	}
	tab.t.Fatalf("300 presses of Tab did not reach the end of the page")
	return 0
}

// pressedAtOnce is how often Tab is pressed before the page is asked where that led.
const pressedAtOnce = 10

// stops are where the focus has been since the page was last asked.
type stops struct {
	Reached       int
	Unseen        []int // of them, those where nobody sees the focus
	Ended, Caught bool
}

// Stop is the stop at i of the last Tabs, by role and name. To name one, the
// browser builds the tree that assistive technology hears, and keeps it up to
// date from then on: it is asked once the keys have been pressed.
func (tab *Tab) Stop(i int) string {
	tab.t.Helper()
	return tab.nameOf("window.reached[" + strconv.Itoa(i) + "]")
}

// watchFocus begins at the top of the page and keeps where the focus goes: to the
// end once it is back at the first stop or nowhere, caught once it comes back to
// another, or stays. It shows by an outline, a shadow, or a look unlike that of before.
const watchFocus = `(() => {
	document.activeElement?.blur()
	getSelection().removeAllRanges()
	scrollTo(0, 0)
	window.reached = []
	let unseen = [], ended = false, caught = false, still = 0
	const drawn = (s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none"
	const shows = (e) => ["", "::before", "::after"].some((part) => drawn(getComputedStyle(e, part)))
	const nowhere = () => [null, document.body, document.documentElement].includes(document.activeElement)
	const reaches = (e) => {
		if (ended || caught) return
		if (reached.includes(e)) return ended = e === reached[0] && reached.length > 1, caught = !ended
		if (!shows(e) && !(e.labels?.[0] && shows(e.labels[0]))) unseen.push(reached.length)
		reached.push(e)
	}
	const presses = () => { still++; if (still > 1) nowhere() ? ended = true : caught = !ended }
	window.stopWatching?.()
	const watching = new AbortController()
	window.stopWatching = () => watching.abort()
	addEventListener("keydown", presses, { capture: true, signal: watching.signal })
	addEventListener("focusin", (e) => { still = 0; reaches(e.target) }, { capture: true, signal: watching.signal })
	window.stops = () => {
		const now = { Reached: reached.length, Unseen: unseen, Ended: ended, Caught: caught }
		unseen = []
		return now
	}
	return true
})()`

// Focused is what has the focus, by role and name; "" is nothing.
func (tab *Tab) Focused() string {
	tab.t.Helper()
	return tab.nameOf("document.activeElement")
}

// nameOf is the role and the name of the element that a script returns.
func (tab *Tab) nameOf(script string) string {
	tab.t.Helper()
	element := ask(tab, "asking for "+script, runtime.Evaluate, runtime.EvaluateParams{Expression: script}).Result
	if element == nil || element.ObjectID == "" {
		return ""
	}
	nodes := ask(tab, "naming "+script, accessibility.GetPartialAXTree, accessibility.GetPartialAXTreeParams{
		ObjectID: element.ObjectID, FetchRelatives: new(false),
	}).Nodes
	if len(nodes) == 0 {
		return ""
	}
	return text(nodes[0].Role) + " " + text(nodes[0].Name)
}
