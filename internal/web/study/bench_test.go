package study_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/web/people"
)

// A world is a story with one open study of six people, and what an assessor
// and a lead are sent.
type world struct {
	*story.Service
	t           *testing.T
	server      http.Handler
	study       id.Study
	sams        []*story.Person
	lena, mei   *story.Staff
	lead, blind string // session tokens
}

// tell tells of people who were allocated in turn to the two arms, the first
// to arms[0]. Everything else is the same whatever the arms are.
func tell(t *testing.T, url string, arms [2]string) *world {
	t.Helper()
	s := story.Begin(t, "masked", url)
	w := &world{Service: s, t: t, study: story.ID[id.Study](story.NewSeed("masked"), "study")}
	remi := s.Referrer("Remi Adebayo").InTeam(s.Team("North"))
	w.lena, w.mei = s.Lead("Lena Fairweather"), s.Assessor("Mei-Ling Carter")
	cora := s.Coordinator("Cora Vaughan")
	w.must(s.Study.OpenStudy(context.Background(), authz.System("setup", s.ID), trial.Study{
		ID: w.study, Name: "The six", Definition: programme.Version{Programme: "crisis-peer-support-study", Number: 1},
		Primary: "after_course", OpenedOn: s.Today(), Caveat: "Nobody knows how they were allotted.",
	}))
	for i, name := range []string{"Ann Archer", "Ben Baker", "Cal Cooper", "Dee Draper", "Eve Ely", "Fay Farmer"} {
		p := s.Somebody(name, 3)
		remi.Refers(p).OK()
		w.lena.Accepts(p).OK()
		cora.Invites(p, pathway.InPerson).OK()
		cora.TakesConsent(p, pathway.OnPaper).OK()
		w.must(s.Study.BringAllocation(context.Background(), authz.System("setup", s.ID), trial.Allocation{
			ID: story.ID[id.Allocation](story.NewSeed("masked"), name), Participant: p.ID(), Study: w.study,
			Arm: arms[i%2], On: s.Today(),
		}))
		w.sams = append(w.sams, p)
	}
	s.Clock.MoveTo(s.Clock.Now().AddDate(0, 0, 430))
	w.server = s.Web("http://footbridge.example.org").Handler()
	w.lead, w.blind = s.SignIn(w.lena.Email), s.SignIn(w.mei.Email)
	return w
}

// admitted is a stay in hospital so many days after allocation.
func (w *world) admitted(who, after int) id.Episode {
	w.t.Helper()
	e := outcome.Episode{
		ID: story.ID[id.Episode](story.NewSeed("masked"), fmt.Sprint(who, after)), Kind: programme.HospitalAdmission,
		StartedOn: w.sams[who].Referral.DischargeDate.AddDays(3 + after), Source: outcome.SourceReferrer,
		SourceNote: "heronsong", Certainty: outcome.Confirmed,
	}
	w.must(w.Study.RecordEpisode(context.Background(), w.mei.Actor(), w.sams[who].ID(), e))
	return e.ID
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// ask sends a request as the holder of token.
func (w *world) ask(method, path, token string, form url.Values) (int, string) {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: token})
	out := httptest.NewRecorder()
	w.server.ServeHTTP(out, r)
	return out.Code, out.Body.String()
}

func (w *world) page(path, token string) string {
	w.t.Helper()
	code, body := w.ask(http.MethodGet, path, token, nil)
	if code != http.StatusOK {
		w.t.Fatalf("%s: %d", path, code)
	}
	return body
}
