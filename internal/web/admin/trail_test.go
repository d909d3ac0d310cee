package admin_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/programme"
)

func TestTheTrailNamesStaffAndNoParticipant(t *testing.T) {
	b := open(t)
	sam := b.refer("Sam", byPhone())
	b.get("/people/"+string(sam), b.lena)
	a := b.page("/trail", b.gwen)
	a.has(t, "Remi Refer", "Make a referral", "North team", "Lena Lead", "Read a person's record",
		"Person …"+string(sam[len(sam)-6:]), "Ada Admin", "Add a member of staff")
	a.hasNot(t, "Sam", "Quillfeather", "01632", "Mbeki", string(sam), "1990")
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
	b.ok(b.people.AskCode(context.Background(), "lee@example.org", "mark"))
}
