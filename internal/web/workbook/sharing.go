package workbook

import (
	"context"
	"net/http"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	appworkbook "footbridge.org/footbridge/internal/app/workbook"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workbook"
)

func sharePath(module, page string) string    { return pagePath(module, page) + "/share" }
func takeBackPath(module, page string) string { return pagePath(module, page) + "/take-back" }
func previewPath(module, page string) string  { return pagePath(module, page) + "/preview" }

// fromAll says of a tap that it was made where all shared pages are listed.
const fromAll = "all"

// sharing draws the switch of a page. Anybody who is visited by nobody, and shares
// nothing, hears of no sharing: then there is none.
func (h *handlers) sharing(v say.Voice, zone *time.Location, who authz.Actor, s appworkbook.PageAccess, module,
	page string) ui.ShareSwitch {
	shared, is := s.Of(page)
	with, earlier, before := s.Before(page)
	if !is && !before && s.Worker == "" {
		return ui.ShareSwitch{}
	}
	k := h.book.Kernel
	act := kernel.NewID[id.Sharing](k, "sharing/"+page+"/"+string(who.Account)+"/"+k.Now().String())
	w := ui.ShareSwitch{Action: takeBackPath(module, page),
		Hidden: []ui.Hidden{{Name: "id", Value: string(act)}}, Shared: true}
	w.Button = ui.Button{Label: v.Say("workbook.share.take_back"), Kind: ui.Secondary}
	switch {
	case is:
		w.Text = v.Say("workbook.share.shared", s.Worker)
		w.Notes = []string{v.Say("workbook.share.since", v.Moment(shared.Since.In(zone))),
			v.Say("workbook.share.stop", s.Worker)}
	case s.Worker == "":
		w.Text = v.Say("sharing.nobody_now")
		w.Notes = []string{v.Say("sharing.still", with, v.Moment(earlier.Since.In(zone)))}
	default:
		w.Hidden = append(w.Hidden, ui.Hidden{Name: "with", Value: string(s.Now)})
		w.Action, w.Shared, w.Text = sharePath(module, page), false, v.Say("workbook.share.private")
		w.Notes = []string{v.Say("workbook.share.if", s.Worker)}
		if before {
			w.Notes = []string{v.Say("sharing.too", with, s.Worker), w.Notes[0]}
		}
		w.Button.Label = v.Say("workbook.share.share", s.Worker)
	}
	return w
}

// postShare handles POST /workbook/{module}/{page}/share.
func (h *handlers) postShare(r *http.Request, who authz.Actor) (ui.Response, error) {
	sent, saved, err := h.saveFirst(r, who)
	if err != nil || !saved {
		return sent, err
	}
	return h.changeSharing(r, who, h.book.SharePage, "sharing.shared")
}

// postTakeBack handles POST /workbook/{module}/{page}/take-back.
func (h *handlers) postTakeBack(r *http.Request, who authz.Actor) (ui.Response, error) {
	answer, err := h.changeSharing(r, who, h.book.TakeBackPage, "sharing.taken_back")
	if err != nil {
		return ui.Response{}, err
	}
	if sent, saved, err := h.saveFirst(r, who); err != nil || !saved {
		return sent, err
	}
	return answer, nil
}

// saveFirst saves the page that the tap came from, if its form came along. What
// can't be saved is shown again, and where two edits met there is something to
// choose.
func (h *handlers) saveFirst(r *http.Request, who authz.Actor) (instead ui.Response, saved bool, err error) {
	if !r.PostForm.Has("operation") {
		return ui.Response{}, true, nil
	}
	sent := h.received(r, who)
	verdict, err := h.save(r, who, sent)
	if problems, broken := fault.AsProblems(err); broken {
		sent.problems = problems
		instead, err = h.show(r, who, sent)
		return instead, false, err
	}
	if err == nil && verdict == workbook.OtherKept {
		return ui.Redirect(pagePath(r.PathValue("module"), r.PathValue("page"))).Saying(
			"workbook.verdict." + string(verdict)), false, nil
	}
	return ui.Response{}, err == nil, err
}

func (h *handlers) changeSharing(r *http.Request, who authz.Actor, change func(context.Context, authz.Actor,
	appworkbook.PageAct) error, saying string) (ui.Response, error) {
	a := appworkbook.PageAct{Module: r.PathValue("module"), Page: r.PathValue("page")}
	var err error
	if a.ID, err = id.Parse[id.Sharing](r.PostForm.Get("id")); err != nil { // then there was nothing to send twice
		k := h.book.Kernel
		a.ID = kernel.NewID[id.Sharing](k, "sharing/again/"+a.Page+"/"+string(who.Account)+"/"+k.Now().String())
	}
	a.Worker = id.Account(r.PostForm.Get("with"))
	to := pagePath(a.Module, a.Page)
	if r.PostForm.Get("from") == fromAll {
		to = whoSeesPath
	}
	err = change(r.Context(), who, a)
	if err != nil && fault.Of(err) == fault.Conflict {
		return ui.Redirect(to).Saying("sharing.nobody"), nil
	}
	return ui.Redirect(to).Saying(saying), err
}

// getPreview handles GET /workbook/{module}/{page}/preview: what the worker who
// visits them sees of it, to the letter.
func (h *handlers) getPreview(r *http.Request, who authz.Actor) (ui.Response, error) {
	module, page := r.PathValue("module"), r.PathValue("page")
	p, seen, err := h.book.PreviewPage(r.Context(), who, module, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	key := "sharing.preview.private"
	if _, shared := seen.Of(page); shared {
		key = "sharing.preview.shared"
	}
	view := sharedPageView{
		Back:   ui.Link{Label: p.Page.Title, Path: pagePath(module, page)},
		Banner: ui.Notice{Title: v.Say("sharing.preview.title", seen.Worker), Texts: []string{v.Say(key, seen.Worker)}},
		Body:   sharedBody(v, route.Zone(r), p),
	}
	return sharedPagePage.Render(view, v.Say("sharing.preview.title", seen.Worker)), nil
}
