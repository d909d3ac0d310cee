package browser

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Roles as ARIA names them, with Chromium's word for a summary element.
var (
	clickable = []string{"link", "button", "checkbox", "radio", "tab", "switch", "menuitem", "DisclosureTriangle"}
	fillable  = []string{"textbox", "searchbox", "spinbutton", "combobox", "Date", "InputTime"}
	choosable = []string{"combobox", "listbox"}
	groups    = []string{"group", "radiogroup", "region", "form", "navigation", "main", "search", "row", "listitem",
		"article", "dialog", "alert"}
)

// In is the tab narrowed to a group: a fieldset by its legend, a region by its
// heading, as in tab.In("When were they discharged?").Fill("Day", "3").
func (tab *Tab) In(group string) *Tab {
	narrow := *tab
	narrow.group = group
	return &narrow
}

// Click clicks the link, button, box or option whose accessible name this is,
// and waits for the page that it may bring. Two of that name fail the test.
func (tab *Tab) Click(name string) {
	tab.t.Helper()
	tab.ClickRole(name, clickable...)
}

// ClickOf clicks what is called name, with words after it that are said by
// screen readers only: the stylesheet puts spaces around those.
func (tab *Tab) ClickOf(name, hidden string) {
	tab.t.Helper()
	tab.Click(name + " \u00a0 " + hidden + "\u00a0")
}

// ClickRole is Click for one role alone, where a link and a button share a name.
func (tab *Tab) ClickRole(name string, roles ...string) {
	tab.t.Helper()
	x, y := tab.middle(tab.find(name, roles), name)
	tab.do("clicking "+name, chromedp.MouseClickXY(x, y))
	tab.settle()
}

// Fill replaces what stands in the field of this label with value.
func (tab *Tab) Fill(label, value string) {
	tab.t.Helper()
	node := tab.find(label, fillable)
	ask(tab, "going to "+label, dom.Focus, dom.FocusParams{BackendNodeID: node})
	call[bool](tab, label, node, `function() { this.select ? this.select() : 0; return true }`)
	if value == "" {
		tab.Press(kb.Delete)
		return
	}
	ask(tab, "typing in "+label, input.InsertText, input.InsertTextParams{Text: value})
}

// Value is what stands in the field of this label.
func (tab *Tab) Value(label string) string {
	tab.t.Helper()
	return call[string](tab, label, tab.find(label, fillable), `function() { return this.value }`)
}

// Checked tells whether the box or option of this label is chosen.
func (tab *Tab) Checked(label string) bool {
	tab.t.Helper()
	return call[bool](tab, label, tab.find(label, []string{"checkbox", "radio", "switch"}),
		`function() { return this.checked }`)
}

// Choose picks an option, by what it reads, from the list of this label.
func (tab *Tab) Choose(label, option string) {
	tab.t.Helper()
	found := call[bool](tab, label, tab.find(label, choosable), `function(option) {
		const o = [...this.options].find(o => o.text.trim() === option)
		if (!o) return false
		this.value = o.value
		this.dispatchEvent(new Event("input", {bubbles: true}))
		this.dispatchEvent(new Event("change", {bubbles: true}))
		return true
	}`, option)
	if !found {
		tab.t.Fatalf("%q offers no %q", label, option)
	}
	tab.settle()
}

// See fails the test unless these words stand on the page, within patience.
func (tab *Tab) See(words string) {
	tab.t.Helper()
	if !tab.eventually(func() bool { return strings.Contains(plain(tab.Text()), plain(words)) }) {
		tab.t.Fatalf("%q is not on %s, which reads:\n%s", words, tab.Path(), tab.Text())
	}
}

// DontSee fails the test if these words stand on the page now.
func (tab *Tab) DontSee(words string) {
	tab.t.Helper()
	if strings.Contains(plain(tab.Text()), plain(words)) {
		tab.t.Fatalf("%q is on %s", words, tab.Path())
	}
}

func plain(s string) string { return strings.Join(strings.Fields(s), " ") }

func (tab *Tab) eventually(holds func() bool) bool {
	for deadline := time.Now().Add(soon); ; time.Sleep(50 * time.Millisecond) {
		if holds() {
			return true
		}
		if time.Now().After(deadline) {
			return false
		}
	}
}

// find is the one element of this accessible name that has one of roles.
func (tab *Tab) find(name string, roles []string) cdp.BackendNodeID {
	tab.t.Helper()
	var found []cdp.BackendNodeID
	tab.eventually(func() bool {
		found = tab.named(name, roles)
		return len(found) > 0
	})
	switch {
	case len(found) == 0:
		tab.t.Fatalf("nothing here is called %q (%s) on %s, which reads:\n%s", name, strings.Join(roles, ", "),
			tab.Path(), tab.Text())
	case len(found) > 1:
		tab.t.Fatalf("%d things are called %q (%s) on %s: narrow it with In or ClickRole", len(found), name,
			strings.Join(roles, ", "), tab.Path())
	}
	return found[0]
}

func (tab *Tab) named(name string, roles []string) []cdp.BackendNodeID {
	tab.t.Helper()
	var within cdp.BackendNodeID
	if tab.group != "" {
		whole := *tab
		whole.group = ""
		groups := whole.named(tab.group, groups)
		if len(groups) == 0 {
			return nil
		}
		within = groups[0]
	}
	nodes, err := tab.query(name, within)
	if err != nil { // the page is just being replaced by the next
		return nil
	}
	var found []cdp.BackendNodeID
	for _, n := range nodes {
		if !n.Ignored && slices.Contains(roles, text(n.Role)) {
			found = append(found, n.BackendDOMNodeID)
		}
	}
	return found
}

// query lists what has this accessible name within an element, or, when that is
// zero, on the whole page.
func (tab *Tab) query(name string, within cdp.BackendNodeID) ([]*accessibility.Node, error) {
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	if within == 0 {
		root, err := chromedp.Call(ctx, dom.GetDocument, dom.GetDocumentParams{})
		if err != nil {
			return nil, err
		}
		within = root.Root.BackendNodeID
	}
	found, err := chromedp.Call(ctx, accessibility.QueryAXTree, accessibility.QueryAXTreeParams{AccessibleName: name,
		BackendNodeID: within})
	return found.Nodes, err
}

// text is an accessibility value as words.
func text(v *accessibility.Value) string {
	if v == nil {
		return ""
	}
	return strings.Trim(string(v.Value), `"`)
}

// middle scrolls to an element and returns its middle.
func (tab *Tab) middle(node cdp.BackendNodeID, name string) (x, y float64) {
	tab.t.Helper()
	ask(tab, "scrolling to "+name, dom.ScrollIntoViewIfNeeded, dom.ScrollIntoViewIfNeededParams{BackendNodeID: node})
	quads := ask(tab, "looking at "+name, dom.GetContentQuads, dom.GetContentQuadsParams{BackendNodeID: node}).Quads
	if len(quads) == 0 || len(quads[0]) != 8 {
		tab.t.Fatalf("%q has no place on the page", name)
	}
	q := quads[0]
	return (q[0] + q[2] + q[4] + q[6]) / 4, (q[1] + q[3] + q[5] + q[7]) / 4
}

// call calls a function on an element.
func call[T any](tab *Tab, name string, node cdp.BackendNodeID, function string, args ...any) T {
	tab.t.Helper()
	object := ask(tab, "holding "+name, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: node}).Object
	answer, err := chromedp.Run(tab.ctx, chromedp.CallFunctionOn[T](function,
		func(p *runtime.CallFunctionOnParams) { p.ObjectID = object.ObjectID }, args...))
	if err != nil {
		tab.t.Fatal(fmt.Errorf("asking %s: %w", name, err))
	}
	return answer
}
