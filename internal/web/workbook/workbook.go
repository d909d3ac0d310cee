// Package workbook owns the pages of somebody's own workbook. It refuses
// rules: it reads what was sent, calls one use case of app/workbook, and says
// what to show. The addresses of a workbook name nobody, so that everybody
// opens their own; the pages that are shared have addresses of their own.
package workbook

import (
	"net/http"
	"net/url"

	"footbridge.org/footbridge/internal/app/kernel"
	appworkbook "footbridge.org/footbridge/internal/app/workbook"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workbook"
)

// handlers are what the routes share.
type handlers struct{ book *appworkbook.Workbooks }

// Routes are the addresses of this area.
func Routes(w *appworkbook.Workbooks) []route.Route {
	h := &handlers{w}
	return []route.Route{
		route.Get(bookPath, authz.SeeWorkbook, h.getBook),
		route.Get(pagePattern, authz.SeeWorkbook, h.getPage),
		route.Post(pagePattern, authz.WriteWorkbook, h.postPage),
		route.Post("/workbook/{module}/{page}/choice", authz.WriteWorkbook, h.postChoice),
		route.Get("/workbook/{module}/{page}/history", authz.SeeWorkbook, h.getHistory),
		route.Post("/workbook/{module}/{page}/history", authz.WriteWorkbook, h.postHistory),
		route.Post("/workbook/{module}/{page}/share", authz.SharePage, h.postShare),
		route.Post("/workbook/{module}/{page}/take-back", authz.TakeBackPage, h.postTakeBack),
		route.Get("/workbook/{module}/{page}/preview", authz.SeeWorkbook, h.getPreview),
		route.Get(whoSeesPath, authz.SeeSharing, h.getWhoSees),

		route.Open(http.MethodGet, "/blank/{workbook}", blankIsOpen, h.getBlankList),
		route.Open(http.MethodGet, "/blank/{workbook}/{page}", blankIsOpen, h.getBlank),

		route.Get("/people/{participant}/shared", authz.ListShared, h.getSharedList),
		route.Get("/people/{participant}/shared/{page}", authz.SeeShared, h.getShared),
	}
}

const (
	bookPath    = "/workbook"
	pagePattern = bookPath + "/{module}/{page}"
)

func pagePath(module, page string) string    { return bookPath + "/" + module + "/" + page }
func choicePath(module, page string) string  { return pagePath(module, page) + "/choice" }
func historyPath(module, page string) string { return pagePath(module, page) + "/history" }

// draw draws an operation for something on a page.
func (h *handlers) draw(who authz.Actor, what string) id.Operation {
	k := h.book.Kernel
	return kernel.NewID[id.Operation](k, "workbook/"+what+"/"+string(who.Account)+"/"+k.Now().String())
}

// operation is the one that the form carries. One that is missing or malformed
// is drawn anew: then there was nothing to send twice.
func (h *handlers) operation(sent url.Values, who authz.Actor, what string) id.Operation {
	op, err := id.Parse[id.Operation](sent.Get("operation"))
	if err != nil {
		return h.draw(who, what)
	}
	return op
}

// A bookView is the workbook's first page.
type bookView struct {
	Back    ui.Link
	Title   string
	Summary string
	Carry   ui.Button // on where it was left off
	Draft   string
	Modules []moduleView
	Who     string
	WhoSees ui.Link
}

type moduleView struct {
	Title, Why string
	Pages      ui.TaskList
}

var bookPage = ui.NewPage[bookView]("workbook")

// getBook handles GET /workbook.
func (h *handlers) getBook(r *http.Request, who authz.Actor) (ui.Response, error) {
	b, err := h.book.SeeWorkbook(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := bookView{
		Back: ui.Link{Label: v.Say("my_workbook.home"), Path: "/home"}, Title: b.Definition.Title,
		Summary: b.Definition.Summary,
		Carry:   carryOn(v, b), Who: bookSeen(v, b.Access), WhoSees: ui.Link{Label: v.Say("who_sees.title"),
			Path: whoSeesPath},
	}
	if b.Definition.Released.IsZero() {
		view.Draft = v.Say("my_workbook.draft")
	}
	for _, m := range b.Definition.Modules {
		view.Modules = append(view.Modules, moduleOf(v, m, b))
	}
	return bookPage.Render(view, v.Say("my_workbook.title")), nil
}

// carryOn leads to the page that was written on last; nowhere, when nothing is
// written: anybody may begin anywhere.
func carryOn(v say.Voice, b appworkbook.Book) ui.Button {
	m, p, there := b.Definition.Page(b.Last.Key)
	if !there || !b.MayWrite {
		return ui.Button{}
	}
	return ui.Button{Label: v.Say("my_workbook.carry_on"), Path: pagePath(m.Key, p.Key)}
}

func moduleOf(v say.Voice, m workbook.Module, b appworkbook.Book) moduleView {
	view := moduleView{Title: m.Title, Why: m.Why, Pages: ui.TaskList{Name: m.Key}}
	for _, p := range m.Pages {
		tag := ui.Tag{Label: v.Say("my_workbook.not_begun"), State: ui.Waiting}
		if p.Begun(b.Answers) {
			tag = ui.Tag{Label: v.Say("my_workbook.begun"), State: ui.Underway}
		}
		task := ui.Task{Label: p.Title, Path: pagePath(m.Key, p.Key), Tag: tag}
		if _, shared := b.Access.Of(p.Key); shared && b.Access.Worker != "" {
			task.Hint = v.Say("workbook.share.shared", b.Access.Worker)
		}
		view.Pages.Tasks = append(view.Pages.Tasks, task)
	}
	return view
}
