package web

import (
	"cmp"
	"flag"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/route"
)

var update = flag.Bool("update", false, "write docs/routes.md")

// Every address of the service, with the action it asks, for a reviewer to read.
func TestTheListOfRoutesIsTrue(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Routes\n\nEvery address, and the action that it asks of the policy. Written by a test\n" +
		"(`go test ./internal/web -run Routes -update`). Those with no action are open, and\nsay why.\n\n| method | address | asks | about |\n|---|---|---|---|\n")
	known := map[string]bool{}
	for _, a := range authz.Actions() {
		known[a.Name] = true
	}
	routes := (&Service{}).Routes()
	slices.SortFunc(routes, func(a, b route.Route) int {
		return cmp.Or(strings.Compare(a.Pattern, b.Pattern), strings.Compare(a.Method, b.Method))
	})
	for _, r := range routes {
		asks, about := "`"+r.Action.Name+"`", r.Action.On
		if r.Open != "" {
			asks, about = "open: "+r.Open, ""
		}
		if r.Open == "" && !known[r.Action.Name] {
			t.Errorf("%s %s asks no action and does not say why", r.Method, r.Pattern)
		}
		if r.Method != http.MethodPost && r.Action.Writes {
			t.Errorf("%s %s changes something, and a link could lead to it", r.Method, r.Pattern)
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s |\n", r.Method, r.Pattern, asks, about)
	}
	const path = "../../docs/routes.md"
	old, err := os.ReadFile(path)
	if err == nil && string(old) == b.String() {
		return
	}
	if !*update {
		t.Fatal("docs/routes.md is not the list of routes: go test ./internal/web -run Routes -update")
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
