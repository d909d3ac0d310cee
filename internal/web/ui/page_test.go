package ui_test

import (
	"io/fs"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/static"
	"footbridge.org/footbridge/internal/web/templates"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/web/ui/gallery"
	"footbridge.org/footbridge/internal/web/ui/uitest"
)

func TestEveryPageFitsItsType(t *testing.T) { uitest.CheckAll(t) }

// shell is a frame with everything in it.
func shell(v say.Voice) ui.Shell {
	return ui.Shell{
		Voice: v, Organisation: "Riverside", SignedInAs: "Ash Example", SignOut: "/sign-out",
		Banner: "Invented", Notice: "Saved",
		Nav:        []ui.Link{{Label: "Today", Path: "/today", Current: true}},
		CrisisLine: ui.Contact{Label: "Crisis line", Number: "01632 960 002"},
		Exit:       ui.Link{Label: "Leave", Path: "https://example.org/weather"},
	}
}

func written(t *testing.T, r ui.Response, s ui.Shell) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	if err := r.Write(w, s); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestTheGalleryIsSound(t *testing.T) {
	for _, participant := range []bool{true, false} {
		s := shell(say.English())
		s.Participant = participant
		for _, fault := range uitest.Faults(written(t, gallery.Show(s.Voice), s).Body.String()) {
			t.Error(fault)
		}
	}
}

func TestEveryWordOfTheGalleryIsInTheCatalogue(t *testing.T) {
	v := say.In(say.Pseudo)
	s := ui.Shell{Voice: v}
	body := written(t, gallery.Show(v), s).Body.String()
	names := []string{"Footbridge", "Example Road", "Sam Example", "Northbank", "Southbank", "Eastbank",
		"Home Treatment Team", "R7KQ-2MHD-9XTC", "Jo Invented", "Lee Madeup", "h", ","}
	for _, words := range uitest.Unsaid(body, names...) {
		t.Errorf("not in the catalogue: %q", words)
	}
}

func TestHelpStandsInTheHeaderForParticipantsAndInTheFooterForStaff(t *testing.T) {
	s := shell(say.English())
	for _, s.Participant = range []bool{true, false} {
		body := written(t, gallery.Show(s.Voice), s).Body.String()
		header, footer, _ := strings.Cut(body, "<main")
		if got := strings.Contains(header, `href="`+ui.HelpPath+`"`); got != s.Participant {
			t.Errorf("participant %v: help in the header %v", s.Participant, got)
		}
		if got := strings.Contains(footer, `href="`+ui.HelpPath+`"`); got == s.Participant {
			t.Errorf("participant %v: help in the footer %v", s.Participant, got)
		}
	}
}

func TestTimesAreShownInLondonUnlessTheOrganisationIsElsewhere(t *testing.T) {
	summer := time.Date(2026, 7, 1, 23, 30, 0, 0, time.UTC)
	for zone, want := range map[string]string{"": "Thursday 2 July 2026, 00:30",
		"Asia/Tokyo": "Thursday 2 July 2026, 08:30", "UTC": "Wednesday 1 July 2026, 23:30"} {
		if got := ui.Moment(zone, summer); got != want {
			t.Errorf("%q: %s, want %s", zone, got, want)
		}
	}
}

func TestNHSNumberIsGroupedAsItIsReadAloud(t *testing.T) {
	if got := ui.NHSNumber("9990000018"); got != "999 000 0018" {
		t.Error(got)
	}
	if got := ui.NHSNumber("unknown"); got != "unknown" {
		t.Error(got)
	}
}

// The build drops what no template used when it ran; a class used since then
// would have no effect.
func TestEveryBorrowedClassIsInTheStylesheet(t *testing.T) {
	w := httptest.NewRecorder()
	static.Handler().ServeHTTP(w, httptest.NewRequest("GET", static.Path("footbridge.css"), nil))
	css := w.Body.String()
	unstyled := map[string]bool{"nhsuk-date-input__input": true,
		"nhsuk-fieldset__heading": true} // names that nhsuk-frontend gives no rule to here
	err := fs.WalkDir(templates.Files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(templates.Files, path)
		if err != nil {
			return err
		}
		for _, class := range regexp.MustCompile(`nhsuk-[a-z_-]+[a-z]`).FindAllString(string(text), -1) {
			if !strings.Contains(css, "."+class) && !unstyled[class] {
				t.Errorf("%s: class %s is not in the stylesheet: run tools/look/build", path, class)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
