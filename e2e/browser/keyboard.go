package browser

import (
	"strconv"

	"github.com/chromedp/cdproto/accessibility"
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
	Eval[bool](tab, `(() => {
		document.activeElement?.blur()
		getSelection().removeAllRanges()
		scrollTo(0, 0)
		window.reached = []
		return true
	})()`)
	for stops := range 300 {
		tab.do("pressing Tab", chromedp.KeyEvent(kb.Tab))
		switch Eval[string](tab, visited) {
		case "end":
			return stops
		case "stuck":
			tab.t.Fatalf("the focus is caught in %s, stop %d", tab.Focused(), stops)
		case "unseen":
			tab.t.Errorf("nobody sees that %s has the focus", tab.Focused())
		}
	}
	tab.t.Fatalf("300 presses of Tab did not reach the end of the page")
	return 0
}

// Stop is the stop at i of the last Tabs, by role and name. To name one, the
// browser builds the tree that assistive technology hears, and keeps it up to
// date from then on: it is asked once the keys have been pressed.
func (tab *Tab) Stop(i int) string {
	tab.t.Helper()
	return tab.nameOf("window.reached[" + strconv.Itoa(i) + "]")
}

// visited marks where the focus is and tells whether it was here before, and
// whether it shows: an outline, a shadow, or a look unlike that of before.
const visited = `(() => {
	const e = document.activeElement
	if (!e || e === document.body || e === document.documentElement) return "end"
	if (window.reached[0] === e && window.reached.length > 1) return "end"
	if (window.reached.includes(e)) return "stuck"
	window.reached.push(e)
	const shows = (x) => {
		const s = getComputedStyle(x)
		return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none"
	}
	const after = getComputedStyle(e, "::after"), before = getComputedStyle(e, "::before")
	const drawn = (s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none"
	const label = e.labels && e.labels[0]
	const labelled = label && (drawn(getComputedStyle(label, "::before")) || drawn(getComputedStyle(label, "::after")) || shows(label))
	return shows(e) || drawn(after) || drawn(before) || labelled ? "seen" : "unseen"
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
