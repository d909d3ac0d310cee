package ui

// A ListPage is a page that needs no layout of its own: a heading, and under it
// one part after the other. Most lists are one: what to do, a Table or a Board,
// and the Pagination. A part that is nil is left out.
type ListPage struct {
	Back  Link
	Title string // of the window, too
	Lead  string
	Parts []Control
}

// A listView is a ListPage as its template sees it.
type listView struct {
	Back  Link
	Title string
	Lead  string
	Parts []Field
}

var listPage = NewPage[listView]("list_page")

// Render shows p: 200.
func (p ListPage) Render() Response { return p.Under(p.Title) }

// Under shows p with another title of the window: for a heading that holds a
// name, which must not end up in a browser's history.
func (p ListPage) Under(window string) Response {
	return listPage.Render(listView{p.Back, p.Title, p.Lead, Listed(p.Parts...)}, window)
}
