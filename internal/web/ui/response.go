package ui

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"footbridge.org/footbridge/internal/say"
)

// A Response is what a handler answers. The zero value is NoContent.
type Response struct {
	status int
	title  string
	failed bool
	over   bool
	render func(io.Writer, Shell) error
	header http.Header
	notice string // the key of a sentence for the next page
}

// Render shows view under the said title: 200.
func (p *Page[T]) Render(view T, title string) Response {
	return p.With(http.StatusOK, view, title)
}

// Invalid shows view again with its problems: 422. "Error: " is put before
// the title, so that it is the first thing heard.
func (p *Page[T]) Invalid(view T, title string) Response {
	r := p.With(http.StatusUnprocessableEntity, view, title)
	r.failed = true
	return r
}

// Conflict shows view again, with what somebody else did first and with what
// was typed: 409. The title is as in Invalid.
func (p *Page[T]) Conflict(view T, title string) Response {
	r := p.With(http.StatusConflict, view, title)
	r.failed = true
	return r
}

// With shows view with another status.
func (p *Page[T]) With(status int, view T, title string) Response {
	return Response{status: status, title: title, render: func(w io.Writer, s Shell) error {
		return p.write(w, s, view)
	}}
}

// Redirect sends the browser to path by GET: 303, which is right after a POST.
// Path is one of ours and carries nobody's values; one that would leave the
// service leads to its start instead.
func Redirect(path string) Response {
	return Response{status: http.StatusSeeOther}.Header("Location", local(path))
}

// Leading returns r, a redirect, to path instead.
func (r Response) Leading(path string) Response {
	r.header = r.header.Clone()
	r.header.Del("Location")
	return r.Header("Location", local(path))
}

// Leads is the path that r leads to, if it does.
func (r Response) Leads() string { return r.header.Get("Location") }

// local keeps a path within the service: browsers take // and /\ for a host.
func local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}

// Over returns r, which says of a form that it can't be sent any more.
func (r Response) Over() Response {
	r.over = true
	return r
}

// IsOver tells whether r says so.
func (r Response) IsOver() bool { return r.over }

// NoContent answers that it is done and there is nothing to show: 204.
var NoContent = Response{status: http.StatusNoContent}

// Header returns r with one header more.
func (r Response) Header(name, value string) Response {
	h := r.header.Clone()
	if h == nil {
		h = http.Header{}
	}
	h.Add(name, value)
	r.header = h
	return r
}

// Cookie returns r with one cookie more.
func (r Response) Cookie(c *http.Cookie) Response { return r.Header("Set-Cookie", c.String()) }

// Keeps tells whether r has a cookie of this name.
func (r Response) Keeps(name string) bool {
	named := func(c string) bool { return strings.HasPrefix(c, name+"=") }
	return slices.ContainsFunc(r.header.Values("Set-Cookie"), named)
}

// Status is the HTTP status that r will be sent with.
func (r Response) Status() int {
	if r.status == 0 {
		return http.StatusNoContent
	}
	return r.status
}

// CookieName is what a cookie of the service is called. Over TLS it has the prefix that
// keeps other hosts from setting it.
func CookieName(name string, secure bool) string {
	if secure {
		return "__Host-" + name
	}
	return name
}

const noticeName = "footbridge_notice"

func noticeCookie(key string, seconds int, secure bool) *http.Cookie {
	return &http.Cookie{Name: CookieName(noticeName, secure), Value: key, Path: "/", MaxAge: seconds, HttpOnly: true,
		Secure: secure, SameSite: http.SameSiteLaxMode}
}

// Saying has the sentence named key stand at the top of the next page, once.
// Only the key travels, in a cookie: never anybody's values.
func (r Response) Saying(key string) Response {
	r.notice = key
	return r
}

// TakeNotice returns what the last answer wanted said, for Shell.Notice, and
// forgets it. A key that is not in the catalogue says nothing.
func TakeNotice(w http.ResponseWriter, r *http.Request, v say.Voice, secure bool) string {
	c, err := r.Cookie(CookieName(noticeName, secure))
	if err != nil {
		return ""
	}
	http.SetCookie(w, noticeCookie("", -1, secure))
	if !say.Has(c.Value) {
		return ""
	}
	return v.Say(c.Value)
}

// pageSize is how many bytes most pages have at most.
const pageSize = 24 << 10

// Write sends r in the frame s. A page is rendered whole before anything
// leaves: when it returns an error, nothing has been written but what was
// there in w's header before.
func (r Response) Write(w http.ResponseWriter, s Shell) error {
	var page []byte
	if r.render != nil {
		body := bytes.NewBuffer(make([]byte, 0, pageSize))
		s.Title, s.Failed = r.title, r.failed
		if err := r.render(body, s); err != nil {
			return err
		}
		page = s.PageOf.inForms(body.Bytes())
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(page)))
	}
	for name, values := range r.header {
		if name == "Set-Cookie" {
			w.Header()[name] = append(w.Header()[name], values...)
			continue
		}
		w.Header()[name] = values
	}
	if r.notice != "" {
		http.SetCookie(w, noticeCookie(r.notice, 60, s.Secure))
	}
	w.WriteHeader(r.Status())
	_, err := w.Write(page)
	return err
}
