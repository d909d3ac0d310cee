package web_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/people"
)

// comeIn has all four have been given cards: two came by theirs, on a phone that is remembered
// by a number, and two have one to use. Of two a telephone number may be wrong.
func (w *world) comeIn() {
	w.t.Helper()
	idris, mei := w.watched[2], w.watched[3]
	for i, p := range []*story.Person{w.sam, w.jo} {
		p.ComesByCard(idris, "Firefox on Android")
		mei.Doubts(p, pathway.WrongPhone, "It rings at a garage.").OK()
		_, a := idris.GivesCard(w.back[i])
		a.OK()
	}
}

// settle has everybody be signed in, and again lead back to this moment.
func (w *world) settle() {
	w.t.Helper()
	w.tokens = map[string]string{}
	for _, who := range w.watched {
		w.signedIn(who)
	}
	for name, who := range map[string]*story.Staff{"Mei-Ling's": w.watched[3], "Ash's": w.ash} {
		m, _, err := w.People.SeeAccount(context.Background(), w.Admin.Actor(), who.ID)
		if err != nil {
			w.t.Fatal(err)
		}
		w.held[name] = string(m.Grants[0].ID)
	}
	w.again = storetest.SQLiteAgain(w.t, w.url)
}

// request is one of a browser that keeps a session's token, if it keeps any.
func request(method, path string, form url.Values, token string) *http.Request {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if token != "" {
		r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: token})
	}
	return r
}

// signedIn is the token of who's session.
func (w *world) signedIn(who *story.Staff) string {
	if w.tokens[who.Name] == "" {
		w.tokens[who.Name] = w.SignIn(who.Email)
	}
	return w.tokens[who.Name]
}

func (w *world) asks(r *http.Request) *httptest.ResponseRecorder {
	out := httptest.NewRecorder()
	w.server.ServeHTTP(out, r)
	return out
}

// answers is all that r is answered with.
func (w *world) answers(r *http.Request) string { return w.spelled(w.asks(r), r.URL.Path) }

// spelled is what path was answered with: the status, where it leads, the cookies, the page.
func (w *world) spelled(out *httptest.ResponseRecorder, path string) string {
	body := out.Body.String()
	if path == "/trail" || strings.HasPrefix(path, "/trail/staff/") {
		body = w.unnumbered(body)
	}
	return fmt.Sprintln(out.Code, out.Header().Get("Location"), out.Header()["Set-Cookie"], body)
}

func differ(t *testing.T, seen []map[string]string, least int) {
	t.Helper()
	if len(seen[0]) < least {
		t.Errorf("only %d answers were compared", len(seen[0]))
	}
	for _, key := range slices.Sorted(maps.Keys(seen[0])) {
		if diff := cmp.Diff(seen[0][key], seen[1][key]); diff != "" {
			t.Errorf("%s\n%s", key, diff)
		}
	}
	if len(seen[0]) != len(seen[1]) {
		t.Errorf("%d answers, and %d", len(seen[0]), len(seen[1]))
	}
}
