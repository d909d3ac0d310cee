package form

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/fault"
)

func TestWhatIsReadOfARequestIsClean(t *testing.T) {
	r := httptest.NewRequest(http.MethodPost, "/people?find=S%00am&to%E2%80%AE=x&bad=%zz",
		strings.NewReader("name=Sa%E2%80%8Bm%00&why=one%0D%0Atwo&na%E2%80%AEme=x&page_of=me"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r, err := Parse(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, values := range []map[string][]string{r.PostForm, r.Form} {
		if v := values["name"]; len(v) != 1 || v[0] != "Sam" || values["why"][0] != "one\ntwo" {
			t.Errorf("read %q", values)
		}
	}
	if q := r.URL.Query(); q.Get("find") != "Sam" || len(q) != 1 || len(r.PostForm) != 2 || PageOf(r) != "me" {
		t.Errorf("read %q and %q", q, r.PostForm)
	}
	if order := OrderOf(r); len(order) != 2 || order[0] != "name" {
		t.Errorf("in the order %q", order)
	}
}

func TestAnAddressThatIsNotCleanLeadsNowhere(t *testing.T) {
	for _, path := range []string{"/programmes/x%E2%80%AEy", "/programmes/x%00", "/programmes/x%0Ay"} {
		if _, err := Parse(httptest.NewRequest(http.MethodGet, path, nil)); fault.Of(err) != fault.NotFound {
			t.Errorf("%s answers %v", path, err)
		}
	}
}
