package browser

import (
	_ "embed"
	"net/url"
	"slices"
	"strings"
)

// axe is axe-core 4.14.1, unchanged (MPL-2.0, testdata/axe.LICENSE.txt). It is
// for tests alone and is no part of the program.
//
//go:embed testdata/axe.min.js
var axe string

// axeRun asks for the success criteria that Footbridge promises: WCAG 2.2, A and AA.
// No rule of theirs reads stylesheets, so those are not taken apart beforehand.
const axeRun = `axe.run(document, {
	runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
	resultTypes: ["violations"],
	preload: {assets: ["media"]},
}).then(r => r.violations.flatMap(v => v.nodes.map(n => ({
	rule: v.id, impact: v.impact ?? "", help: v.help, where: n.target.flat().join(" "), html: n.html.slice(0, 200), why: n.failureSummary ?? "",
}))))`

// A violation is one thing that axe found wrong with one element.
type violation struct {
	Rule   string `json:"rule"`
	Impact string `json:"impact"`
	Help   string `json:"help"`
	Where  string `json:"where"`
	HTML   string `json:"html"`
	Why    string `json:"why"`
}

// Axe fails the test for each thing on the page, as it stands, that breaks
// WCAG 2.2 A or AA as far as a machine can tell, which is about half.
func (tab *Tab) Axe() {
	tab.t.Helper()
	if tab.withoutScript() { // the page's own scripts have missed their time by now
		tab.scripts(true)
		defer tab.scripts(false)
	}
	if !Eval[bool](tab, "typeof axe === 'object'") {
		Eval[bool](tab, axe+"\n;true")
	}
	for _, v := range Eval[[]violation](tab, axeRun) {
		why := strings.ReplaceAll(v.Why, "\n", "\n    ")
		tab.t.Errorf("axe on %s: %s (%s): %s\n  at %s\n  in %s\n  %s", tab.Path(), v.Rule, v.Impact, v.Help,
			v.Where, v.HTML, why)
	}
}

func (tab *Tab) withoutScript() bool {
	tab.seen.Lock()
	defer tab.seen.Unlock()
	return tab.seen.noScript
}

// wide names the elements that make a page wider than its window.
const wide = `[...document.querySelectorAll("body *")]
	.filter(e => { const b = e.getBoundingClientRect(); return b.width > 0 && b.right > innerWidth + 1 && getComputedStyle(e).position !== "fixed" })
	.slice(0, 5).map(e => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + (typeof e.className === "string" && e.className ? "." + e.className.trim().split(/\s+/).join(".") : ""))`

// NoHorizontalScroll fails the test if the page must be pushed sideways to be
// read at 320 CSS pixels (WCAG 1.4.10). It leaves the window that narrow.
func (tab *Tab) NoHorizontalScroll() {
	tab.t.Helper()
	tab.Width(320)
	tab.Fits()
}

// Fits fails the test if the page must be pushed sideways to be read, as wide as
// the window is.
func (tab *Tab) Fits() {
	tab.t.Helper()
	over := Eval[int](tab, "document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
	if over > 0 {
		tab.t.Errorf("%s is %d pixels too wide at %d: %s", tab.Path(), over, Eval[int](tab, "innerWidth"),
			strings.Join(Eval[[]string](tab, wide), ", "))
	}
}

// RequestsOnlyTo fails the test, now or at its end, if a page of this tab asks
// anything of a host but this one ("127.0.0.1:8080", or a whole address).
func (tab *Tab) RequestsOnlyTo(host string) {
	if u, err := url.Parse(host); err == nil && u.Host != "" {
		host = u.Host
	}
	tab.seen.Lock()
	defer tab.seen.Unlock()
	tab.seen.hosts = append(tab.seen.hosts, host)
}

// Expects says that the page will complain in these words, and that it may:
// of a server that the test has stopped, say.
func (tab *Tab) Expects(complaint string) {
	tab.seen.Lock()
	defer tab.seen.Unlock()
	tab.seen.expected = append(tab.seen.expected, complaint)
}

// judge fails the test for what the page did that nobody said it might.
func (tab *Tab) judge() {
	tab.t.Helper()
	for _, problem := range tab.seen.problems() {
		tab.t.Error(problem)
	}
}

func (r *record) problems() (found []string) {
	r.Lock()
	defer r.Unlock()
	for _, c := range r.complaints {
		if !slices.ContainsFunc(r.expected, func(e string) bool { return strings.Contains(c, e) }) {
			found = append(found, "the page complained: "+c)
		}
	}
	for _, address := range r.requests {
		u, err := url.Parse(address)
		if err != nil || len(r.hosts) > 0 && u.Host != "" && !slices.Contains(r.hosts, u.Host) {
			found = append(found, "the page asked something of another host: "+address)
		}
	}
	return found
}
