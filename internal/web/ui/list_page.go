package ui

import "slices"

// A ListPage is a page that needs no layout of its own: a heading, and under it
// one part after the other. Most lists are one: what to do, a Table or a Board,
// and the Pagination. A part that is nil is left out.
type ListPage struct {
	Back  Link
	Title string // of the window, too
	Lead  string
	Parts []Control
}

// A ListView is a ListPage as its template sees it, with the problems of a form
// that is among its parts.
type ListView struct {
	Problems ErrorSummary
	Back     Link
	Title    string
	Lead     string
	Parts    []Field
}

// Lists shows them, for a page with forms on it; others Render themselves.
var Lists = NewPage[ListView]("list_page")

// View is p as its template sees it.
func (p ListPage) View() ListView {
	return ListView{Back: p.Back, Title: p.Title, Lead: p.Lead, Parts: Listed(p.paged()...)}
}

// paged are p's parts, whose lists say so where the page is after the last.
func (p ListPage) paged() []Control {
	at := slices.IndexFunc(p.Parts, func(c Control) bool { pages, is := c.(Pagination); return is && pages.past.Any() })
	if at < 0 {
		return p.Parts
	}
	pages, parts := p.Parts[at].(Pagination), slices.Clone(p.Parts)
	for i, c := range parts {
		switch list := c.(type) {
		case Board:
			list.Empty = pages.InPlaceOf(list.Empty)
			parts[i] = list
		case Table:
			list.Empty = pages.InPlaceOf(list.Empty)
			parts[i] = list
		}
	}
	return parts
}

// Render shows p: 200.
func (p ListPage) Render() Response { return p.Under(p.Title) }

// Under shows p with another title of the window, where the heading holds a name.
func (p ListPage) Under(window string) Response { return Lists.Render(p.View(), window) }
