package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/web/static"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A page takes little of a weak signal, where no other site has it asked for: how long it is then
// would tell of what is in it.
func TestAPageIsCompressedUnlessAnotherSiteHasItAskedFor(t *testing.T) {
	b := webtest.Open(t)
	for _, name := range []string{"Sam", "Jo", "Kim", "Alex"} {
		b.Refers(b.Remi, b.North, name)
	}
	b.ReachedAt(overTLS)
	const page = "/screening"
	plain := bodyOf(t, asks(b, http.MethodGet, page, b.Lena.Token, ""))
	for name, c := range map[string]struct {
		path    string
		headers []string
		zipped  bool
	}{
		"from a page of ours":    {page, []string{"Sec-Fetch-Site", "same-origin"}, true},
		"typed by hand":          {page, []string{"Sec-Fetch-Site", "none"}, true},
		"another site's":         {page, []string{"Sec-Fetch-Site", "cross-site"}, false},
		"a neighbour's":          {page, []string{"Sec-Fetch-Site", "same-site"}, false},
		"a browser that is old":  {page, nil, false},
		"one that can't read it": {page, []string{"Sec-Fetch-Site", "none", "Accept-Encoding", "identity"}, false},
		"a stylesheet":           {static.Path("footbridge.css"), nil, true},
		"a typeface":             {static.Path("atkinson-hyperlegible-next.woff2"), nil, false},
	} {
		headers := c.headers
		if len(headers) < 4 {
			headers = append(headers, "Accept-Encoding", "gzip, br")
		}
		answer := asks(b, http.MethodGet, c.path, b.Lena.Token, "", headers...)
		sent := bodyOf(t, answer)
		if zipped := answer.Header.Get("Content-Encoding") == "gzip"; zipped != c.zipped {
			t.Errorf("%s: compressed is %v", name, zipped)
			continue
		}
		for _, on := range []string{"Accept-Encoding", "Sec-Fetch-Site"} {
			if !strings.Contains(strings.Join(answer.Header.Values("Vary"), " "), on) && c.path == page && c.zipped {
				t.Errorf("%s: the answer doesn't say that it hangs on %s", name, on)
			}
		}
		if !c.zipped || c.path != page {
			continue
		}
		r, err := gzip.NewReader(strings.NewReader(sent))
		if err != nil {
			t.Fatal(err)
		}
		read, err := io.ReadAll(r)
		if err != nil || string(read) != plain {
			t.Errorf("%s: it reads otherwise than the page does: %v", name, err)
		}
		if len(sent)*2 > len(plain) {
			t.Errorf("%s: %d bytes for %d", name, len(sent), len(plain))
		}
	}
}

func bodyOf(t *testing.T, answer *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
