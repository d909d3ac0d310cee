package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"
)

// pocketBase is what it says once it listens.
type pocketBase struct {
	URL, Token                     string
	Teams, People, Workers, Visits []string
}

// startPocketBase builds PocketBase in its own module and has it hold as many people.
func (b *bench) startPocketBase(c crowd) (*server, error) {
	program := filepath.Join(b.folder, "pocketbase")
	if _, err := os.Stat(program); err != nil {
		b.say("building PocketBase, and filling it")
		if err := command("pocketbase", "go", "build", "-o", program, ".").Run(); err != nil {
			return nil, fmt.Errorf("building PocketBase: %w", err)
		}
	}
	folder, err := os.MkdirTemp(b.folder, "pocketbase-")
	if err != nil {
		return nil, err
	}
	s, err := b.start("PocketBase", program, "--dir", folder, "--people", fmt.Sprint(c.people),
		"--in-course", fmt.Sprint(c.inCourse))
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(s.said), &s.rival); err != nil {
		s.stop()
		return nil, err
	}
	return s, nil
}

const ofPeople, ofVisits = "/api/collections/people/records", "/api/collections/visits/records"

func viewRecord(s *server, n int) error {
	return s.api(http.MethodGet, ofPeople+"/"+pick(s.rival.People, n)+"?expand=team", nil)
}

func listOfTeam(s *server, n int) error {
	return s.api(http.MethodGet, ofPeople+"?"+url.Values{"perPage": {"25"}, "sort": {"-created"}, "expand": {"team"},
		"filter": {"team='" + pick(s.rival.Teams, n) + "'"}}.Encode(), nil)
}

func listOfWorker(s *server, n int) error {
	return s.api(http.MethodGet, ofVisits+"?"+url.Values{"perPage": {"25"}, "sort": {"start"}, "expand": {"person"},
		"filter": {"worker='" + pick(s.rival.Workers, n) + "'"}}.Encode(), nil)
}

func findRecords(s *server, n int) error {
	return s.api(http.MethodGet, ofPeople+"?"+url.Values{"perPage": {"25"}, "sort": {"family"},
		"filter": {"family~'" + pick(s.found.Families, n) + "%'"}}.Encode(), nil)
}

func update(s *server, n int) error {
	return s.api(http.MethodPatch, ofVisits+"/"+pick(s.rival.Visits, n),
		map[string]any{"start": time.Now().AddDate(0, 0, 7).UTC().Add(time.Duration(n%96) * aQuarter)})
}

func create(s *server, n int) error {
	return s.api(http.MethodPost, ofPeople, map[string]any{"team": pick(s.rival.Teams, n), "given": syllables(),
		"family": syllables(), "born": "1970-05-17", "phone": "01632 960123", "voicemail": "no", "text_safe": "yes",
		"address": "12 Example Road", "write_safe": "yes", "responsible": "Dr Example",
		"responsible_phone": "01632 960200", "discharged": "2026-11-20", "eligibility": "every line as it has to be",
		"state": "referred"})
}

func (s *server) api(method, path string, with any) error {
	var body bytes.Buffer
	if with != nil {
		if err := json.NewEncoder(&body).Encode(with); err != nil {
			return err
		}
	}
	r, err := http.NewRequest(method, s.url+path, &body)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", s.rival.Token)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept-Encoding", "gzip")
	return s.sends(r, http.StatusOK)
}
