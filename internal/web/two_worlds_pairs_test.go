package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/story"
)

// untold are the roles that aren't told of arms, in which somebody is watched.
var untold = []authz.Role{
	authz.Coordinator, authz.Assessor, authz.Analyst, authz.Governance, authz.Administrator, authz.Referrer,
}

// watchPairs has somebody be watched in every two of these that go together.
func (w *world) watchPairs(team *story.Team) {
	hire := map[authz.Role]func(string) *story.Staff{authz.Coordinator: w.Coordinator, authz.Assessor: w.Assessor,
		authz.Analyst: w.Analyst, authz.Governance: w.Governance, authz.Administrator: w.Administrator}
	for i, one := range untold {
		for _, other := range untold[i+1:] {
			if authz.Apart(one, other) != "" {
				continue
			}
			who := hire[one]("Both " + string(one) + " and " + string(other))
			if other.InTeam() {
				who.AlsoRefersFor(team)
			} else {
				who.Also(other)
			}
			w.watched = append(w.watched, who)
		}
	}
}

// sendsAll sends every form that there is, with nothing typed in it: cards, codes and
// corrections among them. Ways out of the service stay shut, for the rest to be asked.
func (w *world) sendsAll(ask func(called, method, path string, form url.Values)) {
	for _, rt := range w.Web("http://footbridge.example.org").Routes() {
		out := rt.Pattern == "/sign-out" || strings.HasPrefix(rt.Pattern, "/devices")
		if rt.Method != http.MethodPost || out || !strings.HasPrefix(rt.Pattern, w.only) {
			continue
		}
		paths := w.paths(rt.Pattern)
		for _, called := range slices.Sorted(maps.Keys(paths)) {
			ask(rt.Pattern+called, rt.Method, paths[called], url.Values{})
		}
	}
}
