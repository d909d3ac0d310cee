package e2e

import (
	"context"
	"hash/fnv"
	"log/slog"
	"strings"
	"testing"

	"footbridge.org/footbridge/e2e/browser"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// callHard makes of a name one that breaks pages: sixty letters without a break,
// halves with hyphens, letters that the service's typeface has not got, or, for
// few, one word. Nobody comes out like somebody else.
func callHard(name string) string {
	sum := fnv.New32a()
	sum.Write([]byte(name))
	word, _, _ := strings.Cut(name, " ")
	switch n := sum.Sum32() % 10; {
	case n < 5:
		return word + strings.Repeat(strings.ToLower(word), 60/len(word))[:60-len(word)]
	case n < 7:
		return word + "-Featherstonehaugh-Cholmondeley-Marjoribanks"
	case n < 9:
		return "Παπακωνσταντινοπούλου-Χατζηαναγνώστου-" + word
	}
	return word
}

// onStageWithLongNames is onStage, with everybody called by a name that breaks pages.
// Whatever somebody is called, the addresses of their pages are the same.
func onStageWithLongNames(t *testing.T) stage {
	t.Helper()
	storetest.InTheWholeRun(t)
	d, err := story.OpenDemo(context.Background(), story.DemoConfig{Database: storetest.SQLiteMigrated(t, story.Migrated),
		Now: noon, Call: callHard, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return staged(t, d)
}

// cutOff are words that a reader can't get at without pushing sideways, or at
// all: out of the window, out of a box that hides what sticks out, or over the
// edge of the box that they are in. What is typed into a box scrolls in it.
const cutOff = `(() => {
	const found = []
	document.querySelectorAll("details").forEach((d) => { d.open = true })
	const known = new Map([[null, { left: 0, right: innerWidth, hidden: false }]])
	const within = (box) => {
		if (known.has(box)) return known.get(box)
		const style = getComputedStyle(box), outer = within(box.parentElement), edge = { ...outer }
		if (style.clipPath !== "none") edge.hidden = true
		if (style.display !== "inline" && style.display !== "contents") {
			const at = box.getBoundingClientRect()
			edge.left = Math.max(outer.left, at.left), edge.right = Math.min(outer.right, at.right)
		}
		known.set(box, edge)
		return edge
	}
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
	for (let node; node = walker.nextNode();) {
		const e = node.parentElement
		if (!node.data.trim() || e.closest("textarea, select, option, svg, script, .nhsuk-skip-link") || !e.checkVisibility()) continue
		const edge = within(e), range = document.createRange()
		if (edge.hidden) continue
		const sticksOut = (from, to) => {
			range.setStart(node, from), range.setEnd(node, to)
			return [...range.getClientRects()].some((r) => r.left < edge.left - 1.5 || r.right > edge.right + 1.5)
		}
		const over = sticksOut(0, node.data.length) && // a space may, a word may not
			[...node.data.matchAll(/\S+/g)].some((word) => sticksOut(word.index, word.index + word[0].length))
		const name = (box) => box.tagName.toLowerCase() + "." + box.className
		if (over) found.push(name(e) + " in " + name(e.parentElement) + ": " + node.data.trim().slice(0, 40))
	}
	return [...new Set(found)].slice(0, 6)
})()`

// named tells whether a page has a name on it that could break it, beside the reader's
// own above it, which the others show.
const named = `/\S{36}/.test(document.querySelector("main").innerText)`

// paper is what a sheet of A4 has between its margins, in CSS pixels.
const paper = 657

// holdsLongNames holds that a long name, or a name without a break, pushes nothing off
// the narrowest page, nothing off a page whose letters are twice the size (WCAG 1.4.4,
// 1.4.10), and nothing off a sheet of paper. It tells whether there is one on the page.
func holdsLongNames(t *testing.T, tab *browser.Tab) bool {
	t.Helper()
	if !browser.Eval[bool](tab, named) {
		return false
	}
	fits(t, tab, narrow, "100%")
	fits(t, tab, 2*narrow, "200%")
	tab.OnPaper(true)
	fits(t, tab, paper, "100%")
	tab.OnPaper(false)
	return true
}

func fits(t *testing.T, tab *browser.Tab, width int, size string) {
	t.Helper()
	tab.Width(width)
	browser.Eval[string](tab, `document.documentElement.style.fontSize = "`+size+`"`)
	if over := browser.Eval[int](tab, "document.scrollingElement.scrollWidth - innerWidth"); over > 0 {
		t.Errorf("%s at %d, %s: %d pixels too wide", tab.Path(), width, size, over)
	}
	if cut := browser.Eval[[]string](tab, cutOff); len(cut) > 0 {
		t.Errorf("%s at %d, %s: cut off:\n\t%s", tab.Path(), width, size, strings.Join(cut, "\n\t"))
	}
}
