package web

import (
	"net/http"
	"strings"

	"github.com/klauspost/compress/gzhttp"

	"footbridge.org/footbridge/internal/web/static"
)

// smallest is how many bytes an answer has at least that is compressed: fewer go in one packet.
const smallest = 1 << 10

// compressed has answers take less of a weak signal. How long a compressed page is tells of what
// is in it, to another site that has a browser ask for it with one guess after the other: a page
// is compressed only where the browser says that this service's own pages or the person's hand
// asked for it. See docs/adr/0033.
func compressed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.EnableZstd(false), gzhttp.MinSize(smallest),
		gzhttp.RandomJitter(32, 0, true), gzhttp.ContentTypeFilter(shrinks))
	if err != nil {
		panic("web: " + err.Error())
	}
	zipped := wrap(next)
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		out.Header().Add("Vary", "Sec-Fetch-Site")
		if askedFromHere(r) || strings.HasPrefix(r.URL.Path, static.Prefix) {
			zipped(out, r)
			return
		}
		next.ServeHTTP(out, r)
	})
}

// shrinks tells whether compressing an answer makes it smaller: a typeface is compressed already.
func shrinks(contentType string) bool {
	return !strings.HasPrefix(contentType, "font/") && gzhttp.DefaultContentTypeFilter(contentType)
}

// askedFromHere tells whether a browser says that no other site had it ask for r.
func askedFromHere(r *http.Request) bool {
	site := r.Header.Get("Sec-Fetch-Site")
	return site == "same-origin" || site == "none"
}
