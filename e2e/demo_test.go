package e2e

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/e2e/walk"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// noon is when the demonstrations of these tests are looked at.
var noon = story.At(2026, time.November, 23, 12, 0)

// fromNoon is a clock that goes on from the demonstration's day, whatever day it is: a
// page of another day holds other lists.
func fromNoon() func() time.Time {
	began := time.Now()
	return func() time.Time { return noon.Add(time.Since(began)) }
}

// told fills an empty database with the demonstration and holds that all is
// whole. Telling it takes seconds, so that it is done once for each engine: tests
// look at copies (storetest.EachMigrated).
func told(url string) error {
	d, err := story.OpenDemo(context.Background(), story.DemoConfig{Database: url, Now: noon,
		Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	v, err := d.Kernel.Verify(context.Background(), nil)
	if err == nil && !v.Whole() {
		err = fmt.Errorf("the demonstration is not whole: %v", v.Faults)
	}
	return errors.Join(err, d.Close())
}

// demonstration opens the demonstration at url, which is told first if nothing is there.
func demonstration(t *testing.T, url string) *story.Demo {
	t.Helper()
	d, err := story.OpenDemo(context.Background(), story.DemoConfig{Database: url, Now: noon,
		Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// aCopy opens a copy of the demonstration on SQLite.
func aCopy(t *testing.T) *story.Demo {
	t.Helper()
	storetest.InTheWholeRun(t)
	return demonstration(t, storetest.SQLiteMigrated(t, told))
}

// elsewhere are addresses that lead out of what one person sees.
func elsewhere(path string) bool {
	return strings.HasPrefix(path, "/demo") || strings.HasPrefix(path, "/static") || path == "/components"
}

// everything walks the demonstration as a visitor and as each of its people,
// in order.
func everything(t *testing.T, service http.Handler, cast []story.Role) (map[string]walk.Page, costs) {
	t.Helper()
	found, took := map[string]walk.Page{}, costs{}
	for path, p := range walk.Open(t, service).Walk("/", elsewhere) {
		found["visitor "+path] = p
	}
	for _, who := range cast {
		b := walk.Open(t, took.of(who.Key, service))
		b.Get("/demo/sign-in/" + who.Key)
		for path, p := range b.Walk("/", elsewhere) {
			found[who.Key+" "+path] = p
		}
	}
	return found, took
}

// costs are what pages took, by who asked for one and its address.
type costs map[string]*store.Cost

// of counts what the pages of service take that who asks for.
func (c costs) of(who string, service http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := &store.Cost{}
		service.ServeHTTP(w, r.WithContext(store.Counting(r.Context(), n)))
		c[who+" "+r.URL.RequestURI()] = n
	})
}

// walked are the pages of the demonstration on SQLite. Walking takes seconds, so
// it is done once for the tests that look at them.
func walked(t *testing.T) map[string]walk.Page {
	t.Helper()
	storetest.InTheWholeRun(t)
	seen.Do(func() { seen.pages, seen.costs, seen.drawn = walkedOn(t, storetest.SQLiteMigrated(t, told)) })
	return seen.pages
}

// walkedAs are those of them that one person reached, or a visitor, by their addresses.
func walkedAs(t *testing.T, name string) map[string]walk.Page {
	t.Helper()
	pages := map[string]walk.Page{}
	for key, p := range walked(t) {
		if path, is := strings.CutPrefix(key, name+" "); is {
			pages[path] = p
		}
	}
	return pages
}

var seen struct {
	sync.Once
	pages map[string]walk.Page
	costs costs
	drawn drawn
}

func walkedOn(t *testing.T, url string) (map[string]walk.Page, costs, drawn) {
	t.Helper()
	d, ids := demonstration(t, url), drawn{}
	d.GoLive(func() time.Time { return noon }, ids.from(story.NewSeed("looking at the demonstration")))
	pages, took := everything(t, d.Web(walk.Base).Handler(), d.Cast)
	return pages, took, ids
}

// Two demonstrations from one seed are the same to the last byte, whoever
// looks and whichever engine holds them. The administrator alone is told which.
// That two on SQLite are the same, TestThePagesOfTheDemonstrationAreTheSame holds:
// what it compares with was told by another run.
func TestTheSameSeedTellsTheSamePagesOnEachEngine(t *testing.T) {
	t.Parallel() // it waits for PostgreSQL, the walk through every page for the browser
	first := walked(t)
	if len(first) < 100 {
		t.Errorf("only %d pages were found", len(first))
	}
	pages, _, _ := walkedOn(t, storetest.PostgresMigrated(t, told))
	system := pages["administrator /system"]
	system.Body = strings.Replace(system.Body, "PostgreSQL", "SQLite", 1)
	pages["administrator /system"] = system
	if diff := cmp.Diff(first, pages); diff != "" {
		t.Errorf("it tells another story:\n%.4000s", diff)
	}
}

// Every link leads somewhere, and of every kind of screen that a role reaches
// there is one with something on it.
func TestEveryRoleFindsEveryPageOfTheDemonstrationFilled(t *testing.T) {
	pages := walked(t)
	filled := map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(pages)) {
		p := pages[key]
		if p.Status != http.StatusOK {
			t.Errorf("%s answers %d", key, p.Status)
		}
		filled[walk.Shape(key)] = filled[walk.Shape(key)] || !strings.Contains(p.Body, `class="fb-empty"`)
	}
	for _, shape := range slices.Sorted(maps.Keys(filled)) {
		if !filled[shape] && !strings.HasPrefix(shape, "elsewhere") && goodNews[shape] == "" {
			t.Errorf("no page like %s has anything on it", shape)
		}
	}
}

// goodNews are the pages on which an empty place is as it should be.
var goodNews = map[string]string{
	"administrator /system":    "no help line is past its review date",
	"governance /access/roles": "nobody has roles that don't go together",

	"participant-without-visits /my-letters": "no letter is to come for somebody who wants no more visits",
}

// Nobody of one organisation's demonstration is on a page of the other's.
func TestTheTwoOrganisationsOfTheDemonstrationNeverMeet(t *testing.T) {
	for key, p := range walked(t) {
		away, text := strings.HasPrefix(key, "elsewhere"), p.Text()
		for _, name := range []string{"Amara", "Okonkwo", "Heathbridge", "Lena Fairweather"} {
			if away && strings.Contains(text, name) {
				t.Errorf("%s shows %s", key, name)
			}
		}
		for _, name := range []string{"Demelza", "Pascoe", "Saltmarsh", "Elowen"} {
			if !away && strings.Contains(text, name) {
				t.Errorf("%s shows %s", key, name)
			}
		}
	}
}

func TestADemonstrationThatIsThereAlreadyIsShownAsItIs(t *testing.T) {
	then := walked(t)["lead /screening"]

	second := aCopy(t)
	second.GoLive(func() time.Time { return noon }, random)
	after := walk.Open(t, second.Web(walk.Base).Handler())
	after.Get("/demo/sign-in/lead")
	if now := after.Get("/screening"); now.Text() != then.Text() {
		t.Errorf("the screening list has changed:\n%s\n%s", then.Text(), now.Text())
	}
}

func random(_ string, n int) []byte {
	b := make([]byte, n)
	rand.Read(b)
	return b
}

// Ready fast: whoever tries Footbridge should not have to wait. What it costs
// is changes, each on the disk before the next; how long one takes is bench's.
func TestTheDemonstrationIsToldInFewChanges(t *testing.T) {
	d := aCopy(t)
	v, err := d.Kernel.Verify(context.Background(), nil)
	if err != nil || v.Entries > 4000 {
		t.Errorf("telling it took %d entries, %v", v.Entries, err)
	}
}
