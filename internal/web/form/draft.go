package form

import (
	"context"
	"net/http"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/ui"
)

// DraftField says of a form which draft was put in it: once the form is taken, the
// draft is done with.
const DraftField = "kept"

type draftKey struct{}

// WithDraft returns a request whose page has d put in the form that it was typed
// into, and in those that were sent together with it.
func WithDraft(r *http.Request, d identity.Draft) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), draftKey{}, &putIn{d, false}))
}

// A putIn is a draft that a page asks for, and whether any of its forms took it.
type putIn struct {
	draft identity.Draft
	taken bool
}

// DraftIn is the draft that the page of r has put in; false when it has none, or no
// form that it is for.
func DraftIn(r *http.Request) (identity.Draft, bool) {
	if p, is := r.Context().Value(draftKey{}).(*putIn); is && p.taken {
		return p.draft, true
	}
	return identity.Draft{}, false
}

// DraftFor is what is put in the form of a pattern; false when nothing is.
func DraftFor(r *http.Request, pattern string) (identity.Draft, bool) {
	p, is := r.Context().Value(draftKey{}).(*putIn)
	if !is || p.draft.Form != pattern && !cameAlong(p.draft.Values, pattern) {
		return identity.Draft{}, false
	}
	p.taken = true
	return p.draft, true
}

// DraftOf is the draft that a sent form was filled from, if any.
func DraftOf(r *http.Request) id.Draft {
	d, err := id.Parse[id.Draft](r.PostForm.Get(DraftField))
	if err != nil {
		return ""
	}
	return d
}

// Carrying is the hidden field of a form that draft was put in; none without one.
func Carrying(draft id.Draft) []ui.Hidden {
	if draft == "" {
		return nil
	}
	return []ui.Hidden{{Name: DraftField, Value: string(draft)}}
}

// filled is s with the draft put in it that is for its form, if any. It has the draft's
// id, in whichever tab and for whoever opens it: what was typed is taken once.
func (s *Sent) filled(r *http.Request, pattern string) *Sent {
	if d, is := DraftFor(r, pattern); is {
		s.was, s.putIn, s.draft, s.values = true, true, d.ID, d.Values
		s.renewed = "/kept/" + string(d.ID)
		if s.ID != "" {
			s.ID = string(d.ID)
		}
	}
	return s
}
