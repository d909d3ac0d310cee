package webtest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/web/people"
)

// A World is a story with one open study of six people, and what an assessor
// and a lead are sent.
type World struct {
	*story.Service
	Server      http.Handler
	Studied     id.Study
	Six         []*story.Person
	Lena, Mei   *story.Staff
	Lead, Blind string // session tokens

	t *testing.T
}

// TellStudy tells of people who were allocated in turn to the two arms, the first
// to arms[0]. Everything else is the same whatever the arms are.
func TellStudy(t *testing.T, url string, arms [2]string) *World {
	t.Helper()
	return TellStudyFor(t, url, arms, 430)
}

// TellStudyFor is TellStudy until so many days after allocation.
func TellStudyFor(t *testing.T, url string, arms [2]string, days int) *World {
	t.Helper()
	s := story.Begin(t, "masked", url)
	w := &World{Service: s, t: t, Studied: story.ID[id.Study](story.NewSeed("masked"), "study")}
	remi := s.Referrer("Remi Adebayo").InTeam(s.Team("North"))
	w.Lena, w.Mei = s.Lead("Lena Fairweather"), s.Assessor("Mei-Ling Carter")
	cora := s.Coordinator("Cora Vaughan")
	w.Must(s.Study.OpenStudy(context.Background(), authz.System("setup", s.ID), trial.Study{
		ID: w.Studied, Name: "The six", Definition: programme.Version{Programme: "crisis-peer-support-study", Number: 1},
		Primary: "after_course", OpenedOn: s.Today(), Caveat: "Nobody knows how they were allotted.",
	}))
	for i, name := range []string{"Ann Archer", "Ben Baker", "Cal Cooper", "Dee Draper", "Eve Ely", "Fay Farmer"} {
		p := s.Somebody(name, 3)
		remi.Refers(p).OK()
		w.Lena.Accepts(p).OK()
		cora.Invites(p, pathway.InPerson).OK()
		cora.TakesConsent(p, pathway.OnPaper).OK()
		w.Must(s.Study.BringAllocation(context.Background(), authz.System("setup", s.ID), trial.Allocation{
			ID: story.ID[id.Allocation](story.NewSeed("masked"), name), Participant: p.ID(), Study: w.Studied,
			Arm: arms[i%2], On: s.Today(),
		}))
		w.Six = append(w.Six, p)
	}
	s.Clock.MoveTo(s.Clock.Now().AddDate(0, 0, days))
	w.Server = s.Web("http://footbridge.example.org").Handler()
	w.Lead, w.Blind = s.SignIn(w.Lena.Email), s.SignIn(w.Mei.Email)
	return w
}

// Admitted is a stay in hospital so many days after allocation.
func (w *World) Admitted(who, after int) id.Episode {
	w.t.Helper()
	e := outcome.Episode{
		ID: story.ID[id.Episode](story.NewSeed("masked"), fmt.Sprint(who, after)), Kind: programme.HospitalAdmission,
		StartedOn: w.Six[who].Referral.DischargeDate.AddDays(3 + after), Source: outcome.SourceReferrer,
		SourceNote: "heronsong", Certainty: outcome.Confirmed, Sure: fault.SureOf("ended_on", "started_on"),
	}
	w.Must(w.Study.RecordEpisode(context.Background(), w.Mei.Actor(), w.Six[who].ID(), e))
	return e.ID
}

func (w *World) Must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// Ask sends a request as the holder of token.
func (w *World) Ask(method, path, token string, form url.Values) (int, string) {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: token})
	out := httptest.NewRecorder()
	w.Server.ServeHTTP(out, r)
	return out.Code, out.Body.String()
}

func (w *World) Page(path, token string) string {
	w.t.Helper()
	code, body := w.Ask(http.MethodGet, path, token, nil)
	if code != http.StatusOK {
		w.t.Fatalf("%s: %d", path, code)
	}
	return body
}

// Filled is what the forms of a page hold.
func (w *World) Filled(page string) url.Values { return Answer{Body: page, t: w.t}.Filled() }

// CallForms are where calls to p are recorded, one for each follow-up.
func (w *World) CallForms(p *story.Person) (paths []string) {
	w.t.Helper()
	f, a := w.Mei.FollowsUp(p)
	a.OK()
	for _, x := range f.FollowUps {
		paths = append(paths, "/follow-up/"+string(p.ID())+"/calls/"+string(x.ID))
	}
	return paths
}

// The arms of the six, in turn; and the other way round.
var (
	AsGiven = [2]string{"peer_support", "workbook_alone"}
	Flipped = [2]string{"workbook_alone", "peer_support"}
)

var picture = regexp.MustCompile(`(?s)<svg.*?</svg>|<style.*?</style>|<[^>]*>`)

// Lines are a page's words, without its pictures.
func Lines(page string) string {
	page = strings.NewReplacer("&#39;", "'", "&lt;", "<", "&#43;", "+").Replace(picture.ReplaceAllString(page, "\n"))
	var lines []string
	for _, l := range strings.Split(page, "\n") {
		if l = strings.Join(strings.Fields(l), " "); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

var hiddenID = regexp.MustCompile(`name="id" value="(\w+)"`)

func HiddenID(page string) string {
	if m := hiddenID.FindStringSubmatch(page); m != nil {
		return m[1]
	}
	return ""
}
