package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/store"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/people"
	"footbridge.org/footbridge/internal/web/webtest"
)

// A workersDay is a worker who visits two people, after others whose visits have ended.
type workersDay struct {
	*story.Service
	t       *testing.T
	lead    *story.Staff
	worker  *story.Staff
	other   *story.Staff
	refers  *story.Staff
	server  http.Handler
	visited *story.Person
	people  int
}

func (d *workersDay) visits(worker *story.Staff, clock string) *story.Person {
	name := spelt(d.people)
	p := d.Somebody(fmt.Sprintf("%s %s, %d", name, spelt(d.people*31+7), d.people), 5)
	d.people++
	d.refers.RefersSurely(p).OK()
	worker.MatchedToAt(p, clock)
	return p
}

// ends has so many people be visited once, one after the other, have had enough, and be long gone.
func (d *workersDay) ends(n int) {
	for range n {
		p := d.visits(d.worker, "10:00")
		d.worker.Sends(d.worker.WritesUp(p.Session(1), course.Attended)).OK()
		d.worker.CopiesNote(p.Session(1)).OK()
		d.worker.Ends(p, course.EndedSooner, "").OK()
	}
}

// asks answers a request, and counts what that took.
func (d *workersDay) asks(who *story.Staff, method, path string, form url.Values, code int) (string, cost) {
	d.t.Helper()
	var n store.Cost
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r = r.WithContext(store.Counting(context.Background(), &n))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: d.SignIn(who.Email)})
	w := httptest.NewRecorder()
	d.server.ServeHTTP(w, r)
	if w.Code != code {
		d.t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	return w.Body.String(), cost{queries: n.Queries.Load(), keys: n.Keys.Load(), facts: n.Facts.Load()}
}

// moves has the worker move a visit by a day, on its form.
func (d *workersDay) moves(session int) cost {
	d.t.Helper()
	r, answer := d.worker.OpensVisits(d.visited)
	answer.OK()
	b := r.Course.Appointments[session-1]
	path := "/people/" + string(d.visited.ID()) + "/visits/" + string(b.ID) + "/move"
	page, _ := d.asks(d.worker, http.MethodGet, path, nil, http.StatusOK)
	form, day := webtest.FilledIn(page), b.Start.AddDate(0, 0, 1)
	webtest.Day(form, "to.start", fmt.Sprint(day.Day()), fmt.Sprint(int(day.Month())), fmt.Sprint(day.Year()))
	form.Set("by", string(course.PartyParticipant))
	_, c := d.asks(d.worker, http.MethodPost, path, form, http.StatusSeeOther)
	return c
}

// costs are those of a worker's day, of a move, and of choosing who covers a visit, after so many
// whose visits have ended. These have a page of their own.
func (d *workersDay) costs(ended int) map[string]cost {
	d.ends(ended)
	gone := d.Clock.Now().AddDate(0, 0, 100) // when nothing that was called off lies ahead
	d.Clock.MoveTo(story.At(gone.Year(), gone.Month(), gone.Day(), 9, 0))
	for n := range min(ended, 5) { // on another day of the week
		d.visits(d.other, fmt.Sprintf("%02d:00", 9+2*n))
	}
	d.Clock.MoveTo(story.At(gone.Year(), gone.Month(), gone.Day()+3, 9, 0))
	d.visited = d.visits(d.worker, "11:00")
	d.visits(d.worker, "14:00")
	page, list := d.asks(d.worker, http.MethodGet, "/visits", nil, http.StatusOK)
	if strings.Contains(page, "Visits ended on") {
		d.t.Error("somebody whose visits have ended is on the worker's day")
	}
	page, before := d.asks(d.worker, http.MethodGet, "/visits/ended", nil, http.StatusOK)
	if n := strings.Count(page, "1 of 10 visits held."); n != ended {
		d.t.Errorf("%d people are named whose visits have ended, of %d", n, ended)
	}
	if past, _ := d.asks(d.worker, http.MethodGet, "/visits/ended?page=99", nil, http.StatusOK); ended > 0 &&
		(!strings.Contains(past, "There is nothing on this page") || strings.Contains(past, "fb-empty__title\">Nobody")) {
		d.t.Errorf("a page after the last says that nobody is on those before it: %s", webtest.Words(past))
	}
	before.keys -= int64(ended)
	r, answer := d.worker.OpensVisits(d.visited)
	answer.OK()
	cover := "/people/" + string(d.visited.ID()) + "/visits/" + string(r.Course.Appointments[9].ID) + "/cover"
	_, covering := d.asks(d.lead, http.MethodGet, cover, nil, http.StatusOK)
	return map[string]cost{"the list": list, "those before": before, "a move": d.moves(10), "who covers": covering}
}

// What became of the visits of people whose visits have ended is not read to show a worker's day,
// to move a visit, or to choose who covers one; nor, for the last, of those visited on other days.
func TestAWorkersDayCostsTheSameHoweverManyHaveEnded(t *testing.T) {
	few := map[string]map[string]cost{}
	for _, ended := range []int{2, 15} {
		storetest.EachMigrated(t, story.Migrated, func(t *testing.T, url string) {
			d := &workersDay{Service: story.Begin(t, "a worker's day", url), t: t}
			d.lead, d.worker, d.other = d.Lead("Lena Brandt"), d.PeerWorker("Ash Murray"), d.PeerWorker("Bo Lind")
			d.refers = d.Referrer("Remi North").InTeam(d.Team("North"))
			d.server = d.Web("http://footbridge.example.org").Handler()
			engine, now := url[:3], d.costs(ended)
			if few[engine] == nil {
				few[engine] = now
			}
			for what, c := range now {
				if c != few[engine][what] {
					t.Errorf("%s: %+v after %d, %+v with fewer", what, c, ended, few[engine][what])
				}
			}
			d.Verify()
		})
	}
}
