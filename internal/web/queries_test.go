package web_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/people"
)

// What one page may cost, signing in included.
const (
	mostQueries = 30
	mostKeys    = 70      // of what a board shows
	mostBytes   = 3 << 19 // allocated
)

// dearer are the pages that may cost more, and why.
var dearer = map[string]string{
	"/access":                "every action by every role",
	"/trail/staff/{account}": "has more lines once more was done",
}

// A page costs the same at sixty people as at three thousand, and never more than that.
func TestAPageCostsTheSameHoweverManyPeople(t *testing.T) {
	storetest.InTheWholeRun(t)
	few, many := 60, 3000 // more than a list shows
	if os.Getenv("FOOTBRIDGE_DEEP") == "" {
		many = 1000
	}
	h := build(t, storetest.SQLiteMigrated(t, story.Migrated))
	o := h.orgs[0]
	h.crowd(o, few)
	before := h.costs(o)
	h.crowd(o, many-few)
	for page, now := range h.costs(o) {
		was := before[page]
		if pattern, _, _ := strings.Cut(page, " "); dearer[pattern] != "" {
			continue
		}
		if was.queries != now.queries || was.keys != now.keys || was.facts != now.facts || was.decisions != now.decisions ||
			now.bytes > was.bytes*5/4 {
			t.Errorf("%s: %+v for %d people and %+v for %d", page, was, few, now, many)
		}
		if now.queries > mostQueries || now.keys > mostKeys || now.bytes > mostBytes {
			t.Errorf("%s: %+v", page, now)
		}
	}
}

// crowd has the first team refer n people more, each with a name and a birthday of their own.
func (h *house) crowd(o organisation, n int) {
	for i := range n {
		h.refers(o, 0, programme.Identity{GivenName: spelt(i), FamilyName: spelt(i * 7919),
			BirthDate: day(h.t, "1960-01-01").AddDays(i), NumberStatus: programme.NumberNone})
	}
}

// spelt is a name that is like no other's.
func spelt(n int) string {
	sum := sha256.Sum256([]byte{byte(n), byte(n >> 8), byte(n >> 16)})
	return "Q" + strings.Map(func(r rune) rune { return 'a' + r%26 }, string(hex.EncodeToString(sum[:5])))
}

// A cost is what a page takes.
type cost struct{ queries, keys, facts, decisions, bytes int64 }

// costs counts what every page takes that is reached by GET, for a role that may see it.
func (h *house) costs(o organisation) map[string]cost {
	policy, err := authz.Load()
	h.ok(err)
	costs := map[string]cost{}
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

func (h *house) cost(path, token string) cost {
	var n store.Cost
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r = r.WithContext(store.Counting(context.Background(), &n))
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: token})
	h.server.ServeHTTP(httptest.NewRecorder(), r.Clone(context.Background())) // its template is read the first time
	from := allocated()
	h.server.ServeHTTP(httptest.NewRecorder(), r)
	return cost{n.Queries.Load(), n.Keys.Load(), n.Facts.Load(), n.Decisions.Load(), allocated() - from}
}

// allocated is how much there was of it since the program began.
func allocated() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.TotalAlloc)
}
