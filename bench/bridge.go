package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/web/people"
)

// A bridge is a service in which people are visited, told by the story, with
// visits that are still to be written up and people who look at their home page.
type bridge struct {
	*story.Service
	server  http.Handler
	tokens  []string // of people who have signed in
	pending []pending
	written atomic.Int64
}

// A pending is a visit to be written up, and by whom.
type pending struct {
	by          authz.Actor
	participant id.Participant
	of          course.Appointment
}

// perWorker is how many people one worker has room for.
const perWorker = 5

// openBridge tells of so many visits that no machine we know writes them all up
// in two measurements of that length.
func openBridge(address string, each time.Duration) (b *bridge, err error) {
	defer func() {
		if broken, is := recover().(broken); is {
			err = errors.New(string(broken))
		}
	}()
	address, err = another(address)
	if err != nil {
		return nil, err
	}
	b = &bridge{Service: story.Begin(teller{}, "bench", address)}
	b.server = b.Web("http://footbridge.example.org").Handler()
	remi := b.Referrer("Remi Adebayo").InTeam(b.Team("North Home Treatment Team"))
	idris := b.Coordinator("Idris Vaughan")
	workers := 8 + int(45*each.Seconds())
	for w := range workers {
		ash := b.PeerWorker(fmt.Sprintf("Ash Number%d", w))
		for i := range perWorker {
			p := b.Somebody(fmt.Sprintf("%s Number%d", spelled(int64(7+w*perWorker+i)), w), 5)
			remi.Refers(p).OK()
			ash.MatchedTo(p)
			if w == 0 { // these look at their next visit, and nobody writes it up
				card, answer := idris.GivesCard(p)
				answer.OK()
				signed, err := b.People.UseCard(context.Background(), card.Code, identity.Browser{Device: "Safari on iPhone"})
				if err != nil {
					return nil, err
				}
				b.tokens = append(b.tokens, signed.Token)
				continue
			}
			record, answer := ash.OpensVisits(p)
			answer.OK()
			for _, of := range record.Course.Open() {
				b.pending = append(b.pending, pending{ash.Actor(), p.ID(), of})
			}
		}
	}
	return b, nil
}

// visit writes up the next visit, with the note that the person reads.
func (b *bridge) visit(ctx context.Context, n int64) error {
	i := b.written.Add(1) - 1
	if i >= int64(len(b.pending)) {
		return errors.New("this machine has written up every visit: tell of more in openBridge")
	}
	p := b.pending[i]
	return b.Care.RecordVisit(ctx, p.by, p.participant, course.Visit{
		ID: named[id.Visit](fmt.Sprint("visit", n)), Appointment: p.of.ID, Outcome: course.Attended,
		StartedAt: b.Clock.Now().Add(-2 * time.Hour),
		Minutes:   55, Place: course.PlaceHome,
		WhatWeDid: "We walked to the weir, and looked at the page about first signs. Next week we go on with it.",
	})
}

// home shows somebody their home page, as a browser asks for it.
func (b *bridge) home(ctx context.Context, n int64) error {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/home", nil)
	r.AddCookie(&http.Cookie{Name: people.SessionCookie(false), Value: b.tokens[n%int64(len(b.tokens))]})
	out := httptest.NewRecorder()
	b.server.ServeHTTP(out, r)
	if out.Code != http.StatusOK || !strings.Contains(out.Body.String(), "next visit") {
		return fmt.Errorf("the home page answers %d", out.Code)
	}
	return nil
}

// another is an empty database beside that one, on the same engine.
func another(address string) (string, error) {
	if path, is := strings.CutPrefix(address, "sqlite:"); is {
		return "sqlite:" + path + ".bridge", nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		return "", err
	}
	defer db.Close()
	u.Path = "/bridge"
	_, err = db.Exec("CREATE DATABASE bridge")
	return u.String(), err
}

// A teller takes a test's place: what cannot go on breaks off.
type teller struct{}

type broken string

func (teller) Helper()                   {}
func (teller) Cleanup(func())            {} // the story is closed by the person who opened it
func (teller) Fatalf(f string, a ...any) { panic(broken(fmt.Sprintf(f, a...))) }
