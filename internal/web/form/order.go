package form

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/clean"
	"footbridge.org/footbridge/internal/fault"
)

// PageOfField says of each form whose page it is on; see authz.Guest.PageOf.
const PageOfField = "page_of"

type (
	orderKey  struct{}
	pageOfKey struct{}
)

// Parse reads what r asks for, and the form that it sent, all of it as package clean keeps it.
// An address that isn't clean leads nowhere. Of a form it remembers the order of the fields,
// which is that of the page. Whose page it was is taken out: no handler has a use for it.
func Parse(r *http.Request) (*http.Request, error) {
	if clean.Line(r.URL.Path) != r.URL.Path {
		return r, fault.Absent
	}
	r, asked := r.WithContext(r.Context()), *r.URL
	asked.RawQuery = cleanQuery(asked.RawQuery)
	r.URL = &asked
	if r.Method != http.MethodPost {
		return r, nil
	}
	var sent bytes.Buffer
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.TeeReader(r.Body, &sent), r.Body}
	if err := r.ParseForm(); err != nil {
		return r, fault.Wrap(fault.Invalid, "fault.invalid", err)
	}
	r.PostForm, r.Form = cleaned(r.PostForm), cleaned(r.Form)
	ctx := context.WithValue(r.Context(), pageOfKey{}, r.PostForm.Get(PageOfField))
	r.PostForm.Del(PageOfField)
	r.Form.Del(PageOfField)
	var order []string
	for pair := range strings.SplitSeq(sent.String(), "&") {
		name, _, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(name)
		if err == nil && r.PostForm.Has(name) && !slices.Contains(order, name) {
			order = append(order, name)
		}
	}
	return r.WithContext(context.WithValue(ctx, orderKey{}, order)), nil
}

// cleanQuery is the query of an address without what can't be read, or isn't clean.
func cleanQuery(query string) string {
	values, err := url.ParseQuery(query)
	if kept := cleaned(values); err != nil || !maps.EqualFunc(values, kept, slices.Equal) {
		return kept.Encode()
	}
	return query
}

// cleaned is values as they are kept. What isn't called as a field can be is none.
func cleaned(values url.Values) url.Values {
	kept := url.Values{}
	for name, list := range values {
		if clean.Line(name) != name {
			continue
		}
		for _, v := range list {
			kept.Add(name, clean.Text(v))
		}
	}
	return kept
}

// InOrder lists the names of values: those of order first, and in that order.
func InOrder(order []string, values url.Values) (names []string) {
	for _, name := range slices.Concat(order, slices.Sorted(maps.Keys(values))) {
		if values.Has(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// OrderOf lists the names of what r sent, as its page has them one after the other.
func OrderOf(r *http.Request) []string {
	order, _ := r.Context().Value(orderKey{}).([]string)
	return order
}

// PageOf is what the form that r sent says of whose page it was on; empty when it says
// nothing.
func PageOf(r *http.Request) string {
	said, _ := r.Context().Value(pageOfKey{}).(string)
	return said
}
