package e2e

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/form"
)

var update = flag.Bool("update", false, "write the digests of the demonstration's pages anew")

// A change of how something is built changes no page: every page that anybody in
// the demonstration reaches by a link is what it was. When a page is meant to
// change, -update writes the digests anew, and the reviewer sees which pages it
// was. To see what has changed on them, write the pages of two builds and
// compare:
//
//	FOOTBRIDGE_PAGES=/tmp/before go test ./e2e -run TestThePagesOfTheDemonstrationAreTheSame
//	(the same with /tmp/after, on the other build)
//	diff -r /tmp/before /tmp/after
func TestThePagesOfTheDemonstrationAreTheSame(t *testing.T) {
	compareDigests(t, "testdata/pages.golden", walked(t), seen.drawn)
}

// What a page costs is what it was: how often it asks the database, whose words it opens, and how
// often it asks the policy. Of the pages of one kind the dearest is held. When one is meant to
// cost more, -update writes the costs anew, and the reviewer sees it.
func TestThePagesOfTheDemonstrationCostWhatTheyDid(t *testing.T) {
	walked(t)
	most := map[string][3]int64{}
	for key, c := range seen.costs {
		if strings.Contains(key, " /demo/") {
			continue // how the demonstration signs somebody in
		}
		shape := walk.Shape(key)
		m := most[shape]
		most[shape] = [3]int64{max(m[0], c.Queries.Load()), max(m[1], c.Keys.Load()), max(m[2], c.Decisions.Load())}
	}
	now := map[string]string{}
	for shape, m := range most {
		now[shape] = fmt.Sprintf("queries:%d,keys:%d,decisions:%d", m[0], m[1], m[2])
	}
	compare(t, "testdata/costs.golden", now)
}

// compareDigests holds pages against the digests in a file, one line a page: who
// looks, the address, and the digest of what came back.
func compareDigests(t *testing.T, golden string, pages map[string]walk.Page, ids drawn) {
	t.Helper()
	now := map[string]string{}
	for key, p := range pages {
		body := plain(p, ids)
		now[key] = fmt.Sprintf("%x", sha256.Sum256([]byte(body)))[:16]
		writeOut(t, strings.TrimSuffix(filepath.Base(golden), ".golden"), key, body)
	}
	compare(t, golden, now)
}

// compare holds values against those in a file, one line each.
func compare(t *testing.T, golden string, now map[string]string) {
	t.Helper()
	if *update {
		writeDigests(t, golden, now)
		return
	}
	before := readDigests(t, golden)
	var differ []string
	for _, key := range slices.Sorted(maps.Keys(now)) {
		switch was, known := before[key]; {
		case !known:
			differ = append(differ, "new:     "+key)
		case was != now[key]:
			differ = append(differ, "changed: "+key)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(before)) {
		if now[key] == "" {
			differ = append(differ, "gone:    "+key)
		}
	}
	if len(differ) > 0 {
		t.Errorf("%d of %d pages are not what %s says (what to do is written at the test):\n%s",
			len(differ), len(now), golden, strings.Join(differ, "\n"))
	}
}

// plain is a page without what is new each time it is opened, or with each
// build of the stylesheet and the script: the ids that were drawn while pages
// were opened, which forms carry, and the versions in addresses of static files.
// The status comes first.
func plain(p walk.Page, ids drawn) string {
	body := pageOf.ReplaceAllString(p.Body, "")
	return fmt.Sprintf("%d\n%s", p.Status, ids.hide(versioned.ReplaceAllString(body, "/static/$1.VERSION.")))
}

// pageOf is whose page a form is on, which every form carries.
var pageOf = regexp.MustCompile(`\n<input type="hidden" name="` + form.PageOfField + `" value="[^"]*">`)

var versioned = regexp.MustCompile(`/static/([a-z0-9_-]+)\.[0-9a-f]{12}\.`)

// drawn are the ids that the service drew while somebody looked.
type drawn map[string]bool

// from draws from a seed, and keeps which ids came of it.
func (d drawn) from(s *story.Seed) func(purpose string, n int) []byte {
	return func(purpose string, n int) []byte {
		b := s.Draw(purpose, n)
		if n == 16 {
			d[id.From[string]([16]byte(b))] = true
		}
		return b
	}
}

// hide replaces each of them in a text. An id is a run of 26 letters and digits;
// a regular expression takes ten times as long to find them.
func (d drawn) hide(text string) string {
	var b strings.Builder
	from, start := 0, 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && (text[i] >= 'a' && text[i] <= 'z' || text[i] >= '0' && text[i] <= '9') {
			continue
		}
		if i-start == 26 && d[text[start:i]] {
			b.WriteString(text[from:start] + "DRAWN")
			from = i
		}
		start = i + 1
	}
	return b.String() + text[from:]
}

// writeOut writes what is compared into the folder that FOOTBRIDGE_PAGES names,
// if it names one, so that the pages of two builds can be compared.
func writeOut(t *testing.T, set, key, body string) {
	t.Helper()
	folder := os.Getenv("FOOTBRIDGE_PAGES")
	if folder == "" {
		return
	}
	who, path, _ := strings.Cut(key, " ")
	folder = filepath.Join(folder, set, who)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	name := strings.ReplaceAll(url.QueryEscape(strings.TrimPrefix(path, "/")), "%2F", "_")
	if err := os.WriteFile(filepath.Join(folder, name+".html"), []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readDigests(t *testing.T, golden string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	digests := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if i := strings.LastIndexByte(line, ' '); i > 0 {
			digests[line[:i]] = line[i+1:]
		}
	}
	return digests
}

func writeDigests(t *testing.T, golden string, digests map[string]string) {
	t.Helper()
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(digests)) {
		fmt.Fprintln(&b, key, digests[key])
	}
	if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
