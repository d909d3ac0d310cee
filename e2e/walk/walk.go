// Package walk owns a browser without a window: it follows the links of a
// service in process, with cookies, as one person would. It is for tests. It
// refuses to know any page: what is worth looking at, a test says.
package walk

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Base is the address at which the browser finds the service.
const Base = "http://footbridge.example.org"

// A Browser is one person's.
type Browser struct {
	t      testing.TB
	client *http.Client
}

// Open gives somebody a browser of their own, before they have been anywhere.
func Open(t testing.TB, service http.Handler) *Browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Browser{t: t, client: &http.Client{Jar: jar, Transport: inProcess{service}}}
}

// inProcess carries requests to the service without a network.
type inProcess struct{ service http.Handler }

func (p inProcess) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r.Body = http.NoBody
	}
	w := httptest.NewRecorder()
	p.service.ServeHTTP(w, r)
	answer := w.Result()
	answer.Request = r
	for i, c := range answer.Header["Set-Cookie"] {
		answer.Header["Set-Cookie"][i] = expires.ReplaceAllString(c, "")
	}
	return answer, nil
}

// expires is when a cookie ends, by the story's clock. The jar goes by the
// wall's, so the service alone has to refuse what is too old.
var expires = regexp.MustCompile(`; Expires=[^;]*`)

// A Page is what came back, after any redirects.
type Page struct {
	Path   string // where it was found in the end
	Status int
	Body   string
}

// Get opens a path.
func (b *Browser) Get(path string) Page {
	b.t.Helper()
	answer, err := b.client.Get(Base + path)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.page(answer)
}

// Post sends a form to a path: names and values take turns.
func (b *Browser) Post(path string, fields ...string) Page {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	answer, err := b.client.PostForm(Base+path, form)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.page(answer)
}

func (b *Browser) page(answer *http.Response) Page {
	b.t.Helper()
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return Page{Path: answer.Request.URL.RequestURI(), Status: answer.StatusCode, Body: string(body)}
}

// Keep puts a cookie into the browser, as signing in would.
func (b *Browser) Keep(name, value string) {
	where, _ := url.Parse(Base)
	b.client.Jar.SetCookies(where, []*http.Cookie{{Name: name, Value: value, Path: "/"}})
}

var href = regexp.MustCompile(`<a\s[^>]*?href="(/[^"#]*)`)

// Links are the addresses within the service that p leads to, in order.
func (p Page) Links() []string {
	var links []string
	for _, found := range href.FindAllStringSubmatch(p.Body, -1) {
		link := html.UnescapeString(found[1])
		if !strings.HasPrefix(link, "//") && !slices.Contains(links, link) {
			links = append(links, link)
		}
	}
	return links
}

// Text is the words of p.
func (p Page) Text() string {
	return strings.Join(strings.Fields(html.UnescapeString(withoutTags(p.Body))), " ")
}

// withoutTags has a space for each tag, and for each script and style with what is in
// it. Thousands of pages are read: a regular expression took ten times as long.
func withoutTags(body string) string {
	var b strings.Builder
	for body != "" {
		text, rest, _ := strings.Cut(body, "<")
		b.WriteString(text + " ")
		for _, unread := range []string{"script", "style"} {
			if strings.HasPrefix(rest, unread) {
				_, rest, _ = strings.Cut(rest, "</"+unread)
			}
		}
		_, body, _ = strings.Cut(rest, ">")
	}
	return b.String()
}

// Has tells whether the words of p hold these.
func (p Page) Has(words string) bool { return strings.Contains(p.Text(), words) }

// Walk opens every page that links lead to from a path, in order, and returns
// them by the address that led there. Addresses that leave refuses are not opened.
func (b *Browser) Walk(from string, leave func(path string) bool) map[string]Page {
	b.t.Helper()
	found := map[string]Page{}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		path := queue[0]
		if _, seen := found[path]; seen || leave(path) {
			continue
		}
		p := b.Get(path)
		found[path] = p
		queue = append(queue, p.Links()...)
	}
	return found
}

var (
	ids    = regexp.MustCompile(`[0-9a-z]{26}`)
	values = regexp.MustCompile(`=[^&]*`)
)

// Shape is a path with every id and every value in it alike: pages of one
// shape are of one kind.
func Shape(path string) string {
	path, query, _ := strings.Cut(path, "?")
	return ids.ReplaceAllString(path, "{id}") + values.ReplaceAllString(query, "")
}
