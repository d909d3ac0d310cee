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
)

// PageOfField says of each form whose page it is on; see authz.Guest.PageOf.
const PageOfField = "page_of"

type (
	orderKey  struct{}
	pageOfKey struct{}
)

// Parse reads the form that r sent, and remembers the order of its fields, which is that
// of the page. Whose page it was is taken out: no handler has a use for it.
func Parse(r *http.Request) (*http.Request, error) {
	var sent bytes.Buffer
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.TeeReader(r.Body, &sent), r.Body}
	if err := r.ParseForm(); err != nil {
		return r, err
	}
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
