package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/people"
)

// mostQueries is what one page may ask of the database, signing in included.
const mostQueries = 30

// A page costs the same number of queries at thirty people as at three
// thousand, and never more than mostQueries.
func TestAPageCostsTheSameQueriesHoweverManyPeople(t *testing.T) {
	storetest.InTheWholeRun(t)
	few, many := 30, 3000
	if os.Getenv("FOOTBRIDGE_DEEP") == "" {
		many = 1000
	}
	h := build(t, storetest.SQLiteMigrated(t, story.Migrated))
	o := h.orgs[0]
	h.crowd(o, few)
	before := h.costs(o)
	h.crowd(o, many-few)
	for page, n := range h.costs(o) {
		if before[page] != n {
			t.Errorf("%s: %d queries for %d people and %d for %d", page, before[page], few, n, many)
		}
		if n > mostQueries {
			t.Errorf("%s: %d queries", page, n)
		}
	}
}

// crowd has the first team refer n people more.
func (h *house) crowd(o organisation, n int) {
	for range n {
		h.refer(o, 0, "crowd")
	}
}

// costs counts the queries of every page that is reached by GET, for a role
// that may see it.
func (h *house) costs(o organisation) map[string]int64 {
	policy, err := authz.Load()
	h.ok(err)
	costs := map[string]int64{}
	for _, rt := range h.web.Routes() {
		if rt.Method != http.MethodGet || rt.Open != "" {
			continue
		}
		for _, who := range o.cast {
			at := h.targets(rt, o, 0, who.actor)
			if rt.Action.On == "participant" && !strings.Contains(rt.Pattern, "{participant}") ||
				!policy.Allows(who.actor, rt.Action, at.res) {
				continue
			}
			costs[rt.Pattern+" "+who.name] = h.cost(at.path, who.token)
		}
	}
	if len(costs) < 5 {
		h.t.Fatalf("only %d pages were reached", len(costs))
	}
	return costs
}

func (h *house) cost(path, token string) int64 {
	var n atomic.Int64
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r = r.WithContext(store.Counting(context.Background(), &n))
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: token})
	h.server.ServeHTTP(httptest.NewRecorder(), r)
	return n.Load()
}
