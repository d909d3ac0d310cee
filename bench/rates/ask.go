package main

import (
	"bytes"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // London's clock changes, on machines that have none of their own
)

// A page is what is asked for: a page, a list, or a change.
type page struct {
	short, name string
	ask         func(s *server, n int) error
	rival       func(s *server, n int) error // of PocketBase; nil where it has nothing like it
	beside      string                       // what PocketBase is asked for
	changes     bool
}

// pages are those that the builds are compared by.
func pages() []page {
	return []page{
		{"record", "a person's record", record, viewRecord, "one record, with its team", false},
		{"day", "a worker's day", day, listOfWorker, "25 of a worker's visits, with their people", false},
		{"referrals", "a list page of 25", referrals, listOfTeam, "25 people of a team, newest first, with the team", false},
		{"board", "the board", board, nil, "", false},
		{"search", "search by name", search, findRecords, "25 by the beginning of a name", false},
		{"report", "the service report", report, nil, "", false},
		{"move", "checked update (move a visit)", move, update, "one field of a visit", true},
		{"create", "create (refer somebody)", refer, create, "one record with the same fields", true},
	}
}

// grown are the pages whose growth is measured.
func grown() []page {
	looks := slices.DeleteFunc(pages(), func(p page) bool { return p.changes })
	return append(looks, page{short: "caseloads", name: "caseloads", ask: asked("/caseloads")},
		page{short: "screening", name: "screening", ask: asked("/screening")})
}

// asked is a page of the lead's.
func asked(path string) func(*server, int) error {
	return func(s *server, _ int) error {
		return s.footbridge(http.MethodGet, path, s.found.Lead, nil, http.StatusOK)
	}
}

var (
	board  = asked("/board")
	report = asked("/service-report")
)

func record(s *server, n int) error {
	return s.footbridge(http.MethodGet, "/people/"+pick(s.found.People, n), s.found.Lead, nil, http.StatusOK)
}

func day(s *server, n int) error {
	return s.footbridge(http.MethodGet, "/visits", pick(s.found.Workers, n).Token, nil, http.StatusOK)
}

func referrals(s *server, n int) error {
	team := pick(s.found.Teams, n)
	return s.footbridge(http.MethodGet, "/teams/"+team.ID+"/referrals", pick(team.Referrers, n/len(s.found.Teams)), nil,
		http.StatusOK)
}

func search(s *server, n int) error {
	return s.footbridge(http.MethodPost, "/people", s.found.Lead, url.Values{"find": {pick(s.found.Families, n)}},
		http.StatusOK)
}

func pick[T any](of []T, n int) T { return of[n%len(of)] }

// A movable is a visit to come, which is moved by a quarter of an hour and back.
type movable struct {
	visit
	worker, token string
	mu            sync.Mutex
	late          bool
}

// movables has each worker come once before any comes again: nobody makes more than sixty
// changes a minute.
func (f found) movables() (all []*movable) {
	for i := range 6 {
		for _, w := range f.Workers {
			if i < len(w.Visits) {
				all = append(all, &movable{visit: w.Visits[i], worker: w.ID, token: w.Token})
			}
		}
	}
	return all
}

const aQuarter = 15 * time.Minute

func move(s *server, n int) error {
	m := pick(s.visits, n)
	m.mu.Lock()
	defer m.mu.Unlock()
	from, to := m.Start, m.Start.Add(aQuarter)
	if m.late {
		from, to = to, from
	}
	local := to.In(london)
	form := url.Values{"id": {drawn()}, "from": {from.UTC().Format(time.RFC3339Nano)}, "worker": {m.worker},
		"at": {local.Format("15:04")}, "to.minutes": {fmt.Sprint(m.Minutes)}, "to.place": {m.Place}, "by": {"worker"},
		"to.start.day": {local.Format("2")}, "to.start.month": {local.Format("1")}, "to.start.year": {local.Format("2006")}}
	err := s.footbridge(http.MethodPost, "/people/"+m.Participant+"/visits/"+m.ID+"/move", m.token, form,
		http.StatusSeeOther)
	if err == nil {
		m.late = !m.late
	}
	return err
}

var london = func() *time.Location {
	place, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // it is in the program
	}
	return place
}()

func refer(s *server, n int) error {
	team := pick(s.found.Teams, n)
	left := time.Now().In(london).AddDate(0, 0, -3)
	form := url.Values{"id": {drawn()}, "participant": {drawn()},
		"identity.given_name": {syllables()}, "identity.family_name": {syllables()},
		"identity.birth_date.day": {fmt.Sprint(1 + n%28)}, "identity.birth_date.month": {fmt.Sprint(1 + n/28%12)},
		"identity.birth_date.year": {fmt.Sprint(1960 + n/336%45)},
		"contact.phone":            {"01632 960123"}, "contact.leave_voicemail": {"no"}, "contact.safe_to_text": {"yes"},
		"contact.address_lines": {"12 Example Road"}, "contact.safe_to_write": {"yes"},
		"responsible.name": {"Dr Example"}, "responsible.phone": {"01632 960200"},
		"discharge_date.day": {left.Format("2")}, "discharge_date.month": {left.Format("1")},
		"discharge_date.year": {left.Format("2006")}}
	for line, answer := range s.found.Eligibility {
		form.Set(line, answer)
	}
	return s.footbridge(http.MethodPost, "/teams/"+team.ID+"/referrals/new",
		pick(team.Referrers, n/len(s.found.Teams)), form, http.StatusSeeOther)
}

// syllables are a name that is like nobody's.
func syllables() string {
	var spelled []byte
	for _, b := range random(4) {
		spelled = append(spelled, "bcdfghjklmnpqrst"[b%16], "aeiou"[b/16%5])
	}
	return string(spelled)
}

// drawn is an id as a form would carry it.
func drawn() string { return strings.ToLower(crockford.EncodeToString(random(16))) }

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return b
}

var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// footbridge asks for a page as somebody's browser does, and reads all of it.
func (s *server) footbridge(method, path, token string, form url.Values, status int) error {
	r, err := http.NewRequest(method, s.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.AddCookie(&http.Cookie{Name: "footbridge", Value: token})
	r.Header.Set("Accept-Encoding", "gzip")
	return s.sends(r, status)
}

func (s *server) sends(r *http.Request, status int) error {
	answer, err := s.client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode == status {
		_, err := io.Copy(io.Discard, answer.Body)
		return err
	}
	body, _ := io.ReadAll(io.LimitReader(answer.Body, 20_000))
	return refused{answer.StatusCode, fmt.Sprintf("%s %s was answered with %s", r.Method, r.URL.Path, answer.Status),
		string(bytes.TrimSpace(body))}
}

// refused is an answer that was none.
type refused struct {
	status     int
	said, body string
}

func (r refused) Error() string { return r.said }
