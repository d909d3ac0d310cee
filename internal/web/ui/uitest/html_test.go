package uitest

import (
	"strings"
	"testing"
)

func TestFaultsOfAPageAreFound(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"a style attribute":       {`<h1>A</h1><p style="color:red">x</p>`, "style"},
		"a script in the page":    {`<h1>A</h1><script>x()</script>`, "<script>"},
		"a handler":               {`<h1>A</h1><p onclick="x()">x</p>`, "onclick"},
		"another host":            {`<h1>A</h1><img src="https://example.org/a.png">`, "fetched"},
		"the same id twice":       {`<h1 id="a">A</h1><p id="a">x</p>`, "twice"},
		"a control with no name":  {`<h1>A</h1><input name="a" id="a">`, "no label"},
		"a tie to nothing":        {`<h1>A</h1><p aria-describedby="b">x</p>`, "not there"},
		"a skipped heading":       {`<h1>A</h1><h3>x</h3>`, "<h3> follows <h1>"},
		"two first headings":      {`<h1>A</h1><h1>B</h1>`, "2 <h1>"},
		"a form that gets":        {`<h1>A</h1><form><p>x</p></form>`, "does not post"},
		"words in an address":     {`<h1>A</h1><form method="get"><input name="find" id="a" aria-label="b"></form>`, "does not post"},
		"a missing sentence":      {`<h1>A</h1><p>ui.nothing_said</p>`, "no sentence"},
		"a wrong argument":        {`<h1>A</h1><p>%!d(string=Easy to do)</p>`, "argument"},
		"an idle button":          {`<h1>A</h1><button>x</button>`, "type"},
		"a script for an address": {`<h1>A</h1><a href="javascript:x()">x</a>`, "runs script"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(Faults(c.body), "; "); !strings.Contains(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
	if got := Faults(`<!DOCTYPE html><h1>A</h1><label for="a">A</label><input id="a" checked>`); got != nil {
		t.Errorf("a sound page: %q", got)
	}
}

func TestWordsPastTheCatalogueAreFound(t *testing.T) {
	body := `<h1>⟦Hello ⟦Sam⟧⟧</h1><p>Sam Example</p><p>Hard-coded</p>`
	got := Unsaid(body, "Sam Example")
	if len(got) != 1 || got[0] != "Hard-coded" {
		t.Errorf("found %q", got)
	}
}
