package admin_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
)

func TestTheTrailNamesStaffAndNoParticipant(t *testing.T) {
	b := open(t)
	sam := b.refer("Sam", byPhone())
	b.get("/people/"+string(sam), b.lena)
	a := b.page("/trail", b.gwen)
	a.has(t, "Remi Refer", "Make a referral", "North team", "Lena Lead", "Read a person's record",
		"Person …"+string(sam[len(sam)-6:]), "Ada Admin", "Add a member of staff")
	a.hasNot(t, "Sam", "Quillfeather", "01632", "Mbeki", "1990")
}

func TestWhatWasRefusedIsMarked(t *testing.T) {
	b := open(t)
	b.get("/accounts", b.lena)
	a := b.page("/trail?chain=change", b.gwen)
	line := lineOf(t, a, "Lena Lead")
	if !strings.Contains(line, "See the list of staff") || !strings.Contains(line, "Refused") {
		t.Errorf("the refused attempt reads %s", line)
	}
	if line := lineOf(t, a, "Remi Refer"); strings.Contains(line, "Refused") {
		t.Errorf("what was allowed reads %s", line)
	}
}

// Without what was typed, which may be anybody's name.
func TestALookUpSaysWhetherItFoundAnybody(t *testing.T) {
	b := open(t)
	b.refer("Sam", byPhone())
	for _, look := range []struct{ typed, says string }{{"Sam", "1 person in it"}, {"Zebedee", "Nobody found"}} {
		b.post("/people", b.lena, "find", look.typed)
		a := b.page("/trail?chain=read", b.gwen)
		if line := lineOf(t, a, "Lena Lead"); !strings.Contains(line, look.says) || strings.Contains(line, look.typed) {
			t.Errorf("of %s the newest line reads %s", look.typed, line)
		}
	}
}

// lineOf is the newest line of the table that holds words.
func lineOf(t *testing.T, a answer, words string) string {
	t.Helper()
	for _, row := range strings.Split(a.text, "<tr ") {
		if strings.Contains(row, words) {
			return row
		}
	}
	t.Fatalf("no line holds %q", words)
	return ""
}

var entryNumber = regexp.MustCompile(`\. (Change|Look) ([\d,]+)<`)

// numbers are the entries of a page, in the order shown.
func numbers(a answer) (list []string) {
	for _, m := range entryNumber.FindAllStringSubmatch(a.text, -1) {
		list = append(list, m[1]+" "+m[2])
	}
	return list
}

var olderLink = regexp.MustCompile(`rel="next" href="([^"]+)"`)

func TestPagingThroughTheTrailsShowsEveryEntryOnce(t *testing.T) {
	storetest.InTheWholeRun(t)
	b := open(t)
	for range 70 {
		b.get("/accounts", b.ada)
	}
	for i := range 40 {
		b.refer(fmt.Sprint("Sam", i), byPhone())
	}
	for _, chain := range []string{"", "change", "read"} {
		seen, path, pages := map[string]bool{}, "/trail?chain="+chain, 0
		for path != "" && pages < 20 {
			a := b.page(path, b.gwen)
			for _, n := range numbers(a) {
				if seen[n] {
					t.Errorf("%q: %s is shown twice", chain, n)
				}
				seen[n] = true
			}
			path, pages = "", pages+1
			if m := olderLink.FindStringSubmatch(a.text); m != nil {
				path = m[1]
			}
		}
		for c, word := range map[audit.Chain]string{audit.Changes: "Change", audit.Reads: "Look"} {
			for n := 1; n <= 40; n++ {
				wanted := chain == "" || chain == string(c)
				if seen[fmt.Sprint(word, " ", n)] != wanted {
					t.Errorf("%q: %s %d is shown: %v", chain, word, n, !wanted)
				}
			}
		}
		if pages < 2 {
			t.Errorf("%q has one page alone", chain)
		}
	}
}

func TestAnAddressThatNobodyCouldHaveClickedShowsTheNewest(t *testing.T) {
	b := open(t)
	for _, q := range []string{"?before=x", "?before=-4--9", "?chain=everything", "?before=99999999999999999999-1"} {
		if got := len(numbers(b.page("/trail"+q, b.gwen))); got == 0 {
			t.Errorf("%s shows nothing", q)
		}
	}
}

// A card is handed over on paper: whoever finds it learns of nobody.
func TestACardSignsInOnceAndSaysNothingOfWhoseItIs(t *testing.T) {
	b := open(t)
	sam := b.refer("Sam", byPhone())
	b.page("/people/"+string(sam), b.lena).has(t, "Give them a card")
	a := b.post("/people/"+string(sam)+"/card", b.lena)
	if a.code != http.StatusOK {
		t.Fatalf("answered %d", a.code)
	}
	a.hasNot(t, "Sam", "Quillfeather")
	a.has(t, "http://footbridge.example.org/sign-in/card", "Thursday 26 November 2026, 09:00")
	code := regexp.MustCompile(`<code id="secret-code">([a-z0-9-]+)</code>`).FindStringSubmatch(a.text)[1]
	if got := b.post("/sign-in/card", member{}, "card", strings.ToUpper(code)); got.code != http.StatusSeeOther {
		t.Errorf("the card does not work: %d", got.code)
	}
	if got := b.post("/sign-in/card", member{}, "card", code); got.code != http.StatusUnprocessableEntity {
		t.Errorf("the card works twice: %d", got.code)
	}
	for _, who := range []member{b.ada, b.gwen, b.remi} {
		if got := b.post("/people/"+string(sam)+"/card", who).code; got != http.StatusNotFound &&
			got != http.StatusForbidden {
			t.Errorf("%s is answered with %d", who.name, got)
		}
	}
}

func TestNothingIsSentToAnAddressThatIsNotSafe(t *testing.T) {
	b := open(t)
	unsafe := byPhone()
	unsafe.Email = "sam@example.org"
	safe := unsafe
	safe.SafeToEmail, safe.Email = programme.SafeYes, "lee@example.org"
	noAddress := safe
	noAddress.Email = ""
	sam, lee, jo := b.refer("Sam", unsafe), b.refer("Lee", safe), b.refer("Jo", byPhone())
	b.page("/people/"+string(sam), b.lena).hasNot(t, "Give access by email")
	a := b.post("/people/"+string(sam)+"/invite", b.lena)
	if a.code != http.StatusUnprocessableEntity {
		t.Errorf("not safe: %d", a.code)
	}
	a.has(t, "not said that email is safe", `action="/people/`+string(sam)+`/card"`)
	b.page("/people/"+string(lee), b.lena).has(t, "Give access by email")
	if a := b.post("/people/"+string(lee)+"/invite", b.lena); a.code != http.StatusSeeOther {
		t.Errorf("safe: %d", a.code)
	}
	if a := b.post("/people/"+string(jo)+"/invite", b.lena); a.code != http.StatusUnprocessableEntity {
		t.Errorf("no address: %d", a.code)
	}
	b.works()
	for _, m := range b.out.List() {
		if m.To == "sam@example.org" {
			t.Error("something was sent to Sam")
		}
	}
	if b.out.List()[0].To != "lee@example.org" {
		t.Error("Lee was not told")
	}
	b.ok(b.people.AskCode(context.Background(), "lee@example.org", identity.Browser{Mark: "mark"}))
}

// Who looked at this person? Asked by name, over days, and told to the person.
func TestGovernanceReadsWhoLookedAtAPersonByDay(t *testing.T) {
	b := open(t)
	sam, jo := b.refer("Sam", byPhone()), b.refer("Jo", byPhone())
	b.get("/people/"+string(sam), b.lena)
	b.post("/people/"+string(sam)+"/card", b.lena)
	b.now = b.now.AddDate(0, 0, 3)
	b.lena.token, b.gwen.token = b.signIn("lena@example.org"), b.signIn("gwen@example.org")
	b.get("/screening", b.lena)
	at := "/trail/people/" + string(sam)

	found := b.post("/trail", b.gwen, "find", "sam quillfeather 28 feb 1990")
	found.has(t, `href="`+at+`"`, "born 28 February 1990")
	found.hasNot(t, string(jo))
	page := b.page(at, b.gwen)
	page.has(t, "Who looked at Sam Quillfeather, born 28 February 1990", "Lena Lead", "Programme lead",
		"Read a person's record", "2 people in it")
	page.hasNot(t, "01632", "Give a participant a sign-in card")
	b.page(at+"?chain=both", b.gwen).has(t, "Give a participant a sign-in card")

	days := func(from, to string) string {
		return at + "?from.day=" + from + "&from.month=11&from.year=2026&to.day=" + to + "&to.month=11&to.year=2026"
	}
	first := b.page(days("23", "23"), b.gwen)
	first.has(t, "Read a person's record", "from 23 November 2026; to 23 November 2026", "Show everything")
	first.hasNot(t, "2 people in it")
	last := b.page(days("24", "26"), b.gwen)
	last.has(t, "2 people in it")
	last.hasNot(t, "Read a person's record")
	b.page(days("31", "26"), b.gwen).has(t, "There is no such day.")
	b.page(days("30", "1"), b.gwen).has(t, "This is before the first day.", `name="to.day"`, `value="30"`, `value="1"`)
	b.post("/trail", b.gwen, "find", "L").has(t, "Lena Lead", "Type at least two letters of a name.")

	for _, who := range []member{b.ada, b.lena, b.remi} {
		if code := b.get(at, who).code; code == http.StatusOK {
			t.Errorf("%s reads it", who.name)
		}
	}
	b.page("/trail/staff/"+string(b.gwen.actor.Account), b.gwen).has(t, "See who looked at a person's record",
		"Find a person or a colleague in the trail")
}

// What did this colleague look at? Nobody is named until somebody asks who it was.
func TestGovernanceReadsWhatAColleagueLookedAt(t *testing.T) {
	b := open(t)
	sam := b.refer("Sam", byPhone())
	b.get("/people/"+string(sam), b.lena)
	b.get("/screening", b.ada)
	b.post("/trail", b.gwen, "find", "lena").has(t,
		`href="/trail/staff/`+string(b.lena.actor.Account)+`"`, "Programme lead")
	page := b.page("/trail/staff/"+string(b.lena.actor.Account), b.gwen)
	page.has(t, "What Lena Lead looked at", "lena@example.org", "Read a person's record",
		`href="/trail/people/`+string(sam)+`"`)
	page.hasNot(t, "Ada Admin", "Quillfeather", "Remi Refer")
}

func TestTheTrailOfOnePersonIsPagedAndSkipsEverybodyElse(t *testing.T) {
	storetest.InTheWholeRun(t)
	b := open(t)
	sam, jo := b.refer("Sam", byPhone()), b.refer("Jo", byPhone())
	for range 60 {
		b.get("/people/"+string(sam), b.lena)
		b.get("/people/"+string(jo), b.lena)
	}
	seen, path := map[string]bool{}, "/trail/people/"+string(sam)
	for pages := 0; path != ""; pages++ {
		a := b.page(path, b.gwen)
		for _, n := range numbers(a) {
			if seen[n] {
				t.Errorf("%s is shown twice", n)
			}
			seen[n] = true
		}
		path = ""
		if m := olderLink.FindStringSubmatch(a.text); m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
		if pages > 3 {
			t.Fatal("it never ends")
		}
	}
	if len(seen) < 60 || len(seen) > 64 { // the governance lead's own looks come on top
		t.Errorf("%d looks are shown", len(seen))
	}
}
