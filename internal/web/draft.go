package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// putIn has the draft that the address asks for put in the form on its page, if it
// is the asker's own and was typed there.
func (w *wrapper) putIn(r *http.Request, guest authz.Guest) *http.Request {
	at := draftAsked(r, guest)
	if at.ID == "" {
		return w.putHandedIn(r, guest)
	}
	d, err := w.service.People.SeeDraft(r.Context(), guest.Actor, at.ID, nil)
	if err != nil {
		w.draftFault(r, err)
		return r
	}
	return form.WithDraft(r, d.Draft)
}

// putHandedIn has a worry that was handed to the lead put in the form on its page, for
// the lead to raise: in its author's words, and under their name.
func (w *wrapper) putHandedIn(r *http.Request, guest authz.Guest) *http.Request {
	asked, err := id.Parse[id.Draft](r.URL.Query().Get(form.DraftField))
	if err != nil || r.Method != http.MethodGet || !readsHanded(guest.Actor) {
		return r
	}
	d, err := w.service.People.SeeHandedDraft(r.Context(), guest.Actor, asked)
	if err != nil || !d.IsWorry() || d.Path() != r.URL.Path {
		w.draftFault(r, err)
		return r
	}
	return form.WithDraft(r, people.InTheirWords(route.Voice(r), route.Zone(r), d))
}

// draftAsked is the draft that the address of a page asks for; none when it isn't
// the asker's own, or was typed elsewhere.
func draftAsked(r *http.Request, guest authz.Guest) identity.DraftPage {
	asked := id.Draft(r.URL.Query().Get(form.DraftField))
	for _, d := range guest.Drafts {
		if r.Method == http.MethodGet && d.ID == asked && d.Path() == r.URL.Path {
			return d
		}
	}
	return identity.DraftPage{}
}

// A rescue is what became of somebody's words.
type rescue struct {
	says   ui.Kept        // on the page that is shown
	page   string         // where somebody goes on who has to sign in first
	notice string         // the key of what they are told there
	again  string         // the page that the answer leads to, with what was typed beside what was taken
	closed bool           // their account is
	gone   bool           // the right to send it is, and what was typed is kept
	typed  identity.Typed // what was kept

	another bool // it is kept for somebody else than who is signed in
}

// rescue sees to it that nobody's words are lost by what came of a request.
func (w *wrapper) rescue(r *http.Request, rt route.Route, guest *authz.Guest, answer ui.Response, err error) rescue {
	if rt.Open != "" || later(err) {
		return rescue{} // the page itself keeps them
	}
	if r.Method == http.MethodGet {
		failed := err != nil || answer.Status() >= http.StatusBadRequest
		words := rescue{says: w.offered(r, guest, failed, answer.IsOver()), page: r.URL.RequestURI()}
		if guest.Actor.Account == "" {
			words.closed = w.draftAuthor(r).Closed
		}
		return words
	}
	if err == nil && !answer.IsOver() {
		if answer.Status() != http.StatusSeeOther {
			return rescue{}
		}
		if d := form.DraftOf(r); d != "" {
			w.draftFault(r, w.taken(r.Context(), guest, d))
		}
		return rescue{again: w.rest(r, rt, guest, answer)}
	}
	return w.kept(r, rt, guest, err)
}

// taken forgets what a form was filled from that was taken: one of the asker's own, or,
// of the lead, one that was handed over.
func (w *wrapper) taken(ctx context.Context, guest *authz.Guest, d id.Draft) error {
	own := slices.ContainsFunc(guest.Drafts, func(o identity.DraftPage) bool { return o.ID == d })
	if own || !readsHanded(guest.Actor) {
		_, err := w.service.People.DiscardDraft(ctx, guest.Actor, d)
		return err
	}
	handed, err := w.service.People.SeeHandedDraft(ctx, guest.Actor, d)
	if err != nil {
		return err
	}
	return w.service.People.SettleDraft(ctx, guest.Actor, handed.Author, d, true)
}

// readsHanded tells whether anybody may read what was handed over; it is asked again
// for each.
func readsHanded(who authz.Actor) bool {
	return (who.Has(authz.Lead) || who.Has(authz.Supervisor)) && !who.Masked()
}

// rest keeps what was typed in the forms beside the one that was taken. Where that
// leads back to their page, it is in them again.
func (w *wrapper) rest(r *http.Request, rt route.Route, guest *authz.Guest, answer ui.Response) (again string) {
	other, values := form.Rest(r.PostForm, rt.Pattern)
	if other == "" || !rt.Action.Writes {
		return ""
	}
	typed := identity.Typed{Page: w.pageOf(rt, r), Form: other, Noun: w.nouns[other], Asks: w.asks[other],
		Values: values, Order: form.OrderOf(r)}
	ctx, cancel := staying(r)
	defer cancel()
	kept, err := w.service.People.KeepDraft(ctx, guest.Actor, typed, false)
	if err != nil {
		w.draftFault(r, err)
		return ""
	}
	if to, _, _ := strings.Cut(answer.Leads(), "?"); to != typed.Path() {
		return ""
	}
	return people.DraftPath(typed.Page, kept.ID)
}

// kept keeps what was sent in a form that could not be taken.
func (w *wrapper) kept(r *http.Request, rt route.Route, guest *authz.Guest, err error) rescue {
	author, failed := w.author(r, *guest)
	w.draftFault(r, failed)
	typed := w.typed(rt, r)
	typed.Over = err == nil
	lost := rescue{page: typed.Page, closed: author.Closed}
	again := guest.Actor.Account != "" && fault.Of(err) == fault.SignedOut && !errors.Is(err, errNumber)
	if again {
		lost.notice = fault.KeyOf(err)
	}
	words := hasWords(typed.Values) || again && rt.Noun != "" && hasChoices(typed.Values) // a form that can hold them
	if author.Account == "" || !rt.Action.Writes || rt.Secret || !words || errors.Is(err, context.Canceled) {
		return lost
	}
	closed := err == nil || fault.Of(err) == fault.NotFound || fault.Of(err) == fault.Denied
	ctx, cancel := staying(r)
	defer cancel()
	kept, failed := w.service.People.KeepDraft(ctx, author.Actor, typed, closed)
	if failed != nil {
		w.draftFault(r, failed)
		return lost
	}
	v := route.Voice(r)
	if errors.Is(err, errAnother) {
		return rescue{another: true}
	}
	if author.Closed {
		return rescue{closed: true, notice: "draft.account_closed.handed." + people.Readers(kept.With)}
	}
	at := people.DraftPath(typed.Page, kept.ID)
	if again {
		return rescue{page: at, notice: lost.notice}
	}
	if guest.Actor.Account == "" || errors.Is(err, errNumber) {
		return rescue{page: at, notice: keptKey("signed_out", typed)}
	}
	guest.Drafts = append(guest.Drafts, identity.DraftPage{ID: kept.ID, Page: typed.Page, Worry: typed.IsWorry()})
	if err != nil && closed {
		return rescue{gone: true, typed: typed}
	}
	key := keptKey("kept", typed)
	if typed.Over && !typed.InWorkbook() {
		key = "draft.kept_over"
	}
	return rescue{says: ui.Kept{Text: v.Say(key),
		Links: []ui.Link{{Label: v.Say("draft.see"), Path: people.KeptPath}}}}
}

// hasChoices tells whether somebody gave anything at all in a form, beside what it carried.
func hasChoices(typed url.Values) bool { return has(typed, func(v string) bool { return v != "" }) }

// staying is a context in which what was sent is kept, although the browser may have gone.
func staying(r *http.Request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(r.Context()), keepWithin)
}

const keepWithin = 4 * time.Second

// keptKey is what is said of words that are kept: of a workbook, of which nobody was to be told,
// something else.
func keptKey(key string, typed identity.Typed) string {
	if typed.InWorkbook() {
		return "draft.workbook_" + key
	}
	return "draft." + key
}

// offered offers on a page what was typed there and could not be taken. What can't
// go back there, because the page is no longer the author's to see or the form is
// over, is closed.
func (w *wrapper) offered(r *http.Request, guest *authz.Guest, failed, over bool) ui.Kept {
	v := route.Voice(r)
	asked := draftAsked(r, *guest)
	d, put := form.DraftIn(r)
	i := slices.IndexFunc(guest.Drafts, func(d identity.DraftPage) bool { return !d.Closed && d.Path() == r.URL.Path })
	see := ui.Link{Label: v.Say("draft.see"), Path: people.KeptPath}
	switch {
	case put && asked.ID == "":
		return ui.Kept{Text: v.Say("draft.handed.put_in"),
			Links: []ui.Link{{Label: v.Say("draft.handed.title"), Path: people.HandedPath}}}
	case asked.ID != "" && (failed || !put):
		over = over || !failed
		w.draftFault(r, w.service.People.CloseDraft(r.Context(), guest.Actor, asked.ID, over))
		if !over {
			return ui.Kept{Text: v.Say("draft.not_open"), Links: []ui.Link{see}}
		}
		return ui.Kept{Text: v.Say("draft.over"), Links: []ui.Link{see}}
	case asked.ID != "":
		return ui.Kept{
			Text: v.Say("draft.put_in", v.Moment(asked.At.In(route.Zone(r)))),
			Show: ui.Details{Label: v.Say("form.typed")}, Words: people.DraftWords(v, d.Typed),
			Throw: people.ThrowAway(v, asked.ID, r.URL.Path),
		}
	case failed:
		return ui.Kept{}
	case i < 0:
		return unsaved(v, *guest, r.URL.Path)
	}
	at := guest.Drafts[i]
	return ui.Kept{Text: v.Say("draft.offered", v.Moment(at.At.In(route.Zone(r)))),
		Links: []ui.Link{{Label: v.Say("draft.put_in_link"), Path: people.DraftPath(at.Page, at.ID)}, see}}
}

// unsaved names on the page that somebody begins on, and on a worker's list, what they
// typed and is not saved: first a worry, of which they may believe that others know.
func unsaved(v say.Voice, guest authz.Guest, path string) ui.Kept {
	if len(guest.Drafts) == 0 || path != start(guest.Actor) && path != person.VisitListPath {
		return ui.Kept{}
	}
	var worries int
	for _, d := range guest.Drafts {
		if d.Worry {
			worries++
		}
	}
	var texts []string
	if worries > 0 {
		texts = append(texts, v.Say("draft.waits.worries", worries))
	}
	if rest := len(guest.Drafts) - worries; rest > 0 {
		texts = append(texts, v.Say("draft.waits.words", rest))
	}
	return ui.Kept{Text: strings.Join(texts, " "), Links: []ui.Link{{Label: v.Say("draft.see"), Path: people.KeptPath}}}
}

// author is whose words a form holds: those of whose page it was, where it says so; else of
// who is signed in, or held the session that has ended. Those of a participant whose account
// is closed are nobody's.
func (w *wrapper) author(r *http.Request, guest authz.Guest) (authz.DraftAuthor, error) {
	author, err := w.pageAuthor(r, guest)
	switch {
	case err != nil || author.Closed && author.Participant != "":
		return authz.DraftAuthor{}, err
	case author.Account != "":
		return author, nil
	case guest.Actor.Account == "":
		return w.draftAuthor(r), nil
	}
	return authz.DraftAuthor{Actor: guest.Actor}, nil
}

// pageAuthor is whose page the form was on that was sent, where that is somebody else than
// is signed in; nobody where it is theirs, or doesn't say.
func (w *wrapper) pageAuthor(r *http.Request, guest authz.Guest) (authz.DraftAuthor, error) {
	said := form.PageOf(r)
	if said == "" || said == guest.PageOf {
		return authz.DraftAuthor{}, nil
	}
	author, err := w.service.People.PageAuthor(r.Context(), said)
	if fault.Of(err) == fault.NotFound {
		return authz.DraftAuthor{}, nil
	}
	return author, err
}

// draftAuthor is who held the ended session that the request comes from.
func (w *wrapper) draftAuthor(r *http.Request) authz.DraftAuthor {
	c, err := r.Cookie(people.SessionCookie(w.service.secure()))
	if err != nil {
		return authz.DraftAuthor{}
	}
	author, err := w.service.People.DraftAuthor(r.Context(), c.Value)
	if err != nil {
		w.draftFault(r, err)
		return authz.DraftAuthor{}
	}
	return author
}

// draftFault logs what kept a draft from being kept, shown or forgotten: the answer
// to the request is what it is.
func (w *wrapper) draftFault(r *http.Request, err error) {
	if err != nil && (fault.Of(err) == fault.Internal || fault.Away(err)) {
		w.service.Log.ErrorContext(r.Context(), "a draft", "fault", err.Error())
	}
}

// pageOf is the address of the page that a form is on: the form's own, or that of
// the nearest page above it.
func (w *wrapper) pageOf(rt route.Route, r *http.Request) string {
	pattern, path := rt.Pattern, r.URL.Path
	for pattern != "" {
		if w.pages[pattern] {
			if path == r.URL.Path && r.URL.RawQuery != "" {
				path += "?" + r.URL.RawQuery
			}
			return path
		}
		pattern, path = pattern[:strings.LastIndex(pattern, "/")], path[:strings.LastIndex(path, "/")]
	}
	return "/"
}

// typed is a form as r sent it.
func (w *wrapper) typed(rt route.Route, r *http.Request) identity.Typed {
	return identity.Typed{Page: w.pageOf(rt, r), Form: rt.Pattern, Noun: rt.Noun, Asks: w.asks[rt.Pattern],
		Values: typedIn(r.PostForm), Order: form.OrderOf(r)}
}

// typedIn is what was sent without what is of one sending only: that somebody is
// sure, and which draft was put in.
func typedIn(sent url.Values) url.Values {
	typed := url.Values{}
	for name, values := range sent {
		if name != "sure" && name != form.DraftField {
			typed[name] = values
		}
	}
	return typed
}

// hasWords tells whether anything was typed or chosen. A form of hidden ids and
// moments alone has nothing to keep.
func hasWords(typed url.Values) bool { return has(typed, identity.IsWord) }

// has tells whether somebody, and not the form, gave anything that is so.
func has(typed url.Values, so func(string) bool) bool {
	for name, values := range typed {
		if !form.Untyped(typed, name) && slices.ContainsFunc(values, so) {
			return true
		}
	}
	return false
}
