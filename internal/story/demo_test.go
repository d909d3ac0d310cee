package story

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/store/storetest"
)

// tellDemo tells the demonstration at url, once for the tests that look at copies.
func tellDemo(url string) error {
	d, err := tellAt(url)
	if err != nil {
		return err
	}
	return d.Close()
}

// tellAt tells the demonstration at url, with more lives in it, if nothing is there.
func tellAt(url string, more ...biography) (*Demo, error) {
	return OpenDemo(context.Background(), DemoConfig{Database: url, Now: At(2026, time.November, 23, 12, 0),
		Log: slog.New(slog.DiscardHandler), more: more})
}

// aCopy opens a copy of the demonstration.
func aCopy(t *testing.T) *Demo {
	t.Helper()
	return opened(t, storetest.SQLiteMigrated(t, tellDemo))
}

// opened tells the demonstration at url, or opens what was told there.
func opened(t *testing.T, url string, more ...biography) *Demo {
	t.Helper()
	d, err := tellAt(url, more...)
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

// page is a page of the demonstration as somebody with a session sees it.
func page(t *testing.T, service http.Handler, session, path string) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.AddCookie(&http.Cookie{Name: "footbridge", Value: session})
	w := httptest.NewRecorder()
	service.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("%s answers %d", path, w.Code)
	}
	return w.Body.String()
}

// The demonstration is told at any hour of any day: just past midnight, and when
// visits have given way to bank holidays.
func TestTheDemonstrationIsToldOnAnyDay(t *testing.T) {
	storetest.InTheWholeRun(t)
	for _, now := range []time.Time{At(2026, time.November, 27, 1, 5), At(2027, time.January, 5, 12, 0)} {
		d, err := OpenDemo(context.Background(), DemoConfig{Database: storetest.SQLite(t), Now: now,
			Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Errorf("%s: %v", now, err)
			continue
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	}
}

// One person more, in the middle of the story, must change nothing of anybody
// else: not an id, not an instant, not a byte of their page.
func TestAChangedLifeLeavesEveryOtherByteWhereItWas(t *testing.T) {
	storetest.InTheWholeRun(t)
	before := aCopy(t)
	after := opened(t, storetest.SQLite(t), biography{
		given: "Extra", family: "Person", born: "1980-01-01", team: northTeam, left: 13, referred: 12,
		at: "12:20", decided: 11,
		then: []turn{{10, pathway.EventInvite, ""}},
	})
	one, two := before.Web("http://a.example").Handler(), after.Web("http://a.example").Handler()
	lead, _ := before.Find("lead")
	session, again := before.SignIn(lead.Email), after.SignIn(lead.Email)
	if session != again {
		t.Error("the lead's session has another token")
	}
	for _, l := range lives() {
		sam := ID[id.Participant](before.seed, "participant/"+Home+"/"+l.name())
		path := "/people/" + string(sam)
		if page(t, one, session, path) != page(t, two, again, path) {
			t.Errorf("the page of %s has changed", l.name())
		}
	}
}

func TestWhatIsDerivedHangsOnTheSeedAndTheNameAlone(t *testing.T) {
	a, b, other := NewSeed("a"), NewSeed("a"), NewSeed("b")
	a.Draw("something else", 100) // another's drawing makes no difference
	if string(a.Draw("card", 16)) != string(b.Draw("card", 16)) {
		t.Error("the same seed and purpose give other bytes")
	}
	if string(a.Draw("card", 16)) == string(NewSeed("a").Draw("card", 16)) {
		t.Error("a purpose that comes again gets the same bytes")
	}
	if ID[string](a, "sam") == ID[string](other, "sam") || ID[string](a, "sam") == ID[string](a, "ash") {
		t.Error("another seed or name gives the same id")
	}
	for _, name := range []string{"sam", "ash", "kit", "lee"} {
		n := a.NHSNumber(name)
		if !n.Valid() || n[0] != '9' {
			t.Errorf("%s is no test number", n)
		}
	}
}

func TestTheClockNeverGoesBack(t *testing.T) {
	c := NewClock(beginning)
	defer func() {
		if recover() == nil {
			t.Error("the clock went back")
		}
	}()
	c.MoveTo(beginning.Add(-time.Nanosecond))
}

func TestAClockThatFollowsShowsNothingEarlierThanBefore(t *testing.T) {
	c := NewClock(beginning)
	c.Follow(func() time.Time { return beginning.Add(-time.Hour) })
	if !c.Now().Equal(beginning) {
		t.Errorf("it shows %s", c.Now())
	}
}

func TestATellingCutShortIsNotGoneOnWith(t *testing.T) {
	url := storetest.SQLite(t)
	cut := DemoConfig{Database: url, Now: At(2026, time.November, 23, 12, 0), Log: slog.New(slog.DiscardHandler)}
	cut.Progress = func(done, _ int) {
		if done == 40 {
			panic(broken{context.Canceled})
		}
	}
	if _, err := OpenDemo(context.Background(), cut); err == nil {
		t.Fatal("it was told to its end")
	}
	cut.Progress = nil
	if _, err := OpenDemo(context.Background(), cut); err == nil || err.Error() != "demo.unfinished" {
		t.Errorf("gone on with: %v", err)
	}
}
