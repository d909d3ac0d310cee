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
	remi    *story.Staff // who refers
	tokens  []string     // of people who have signed in
	pending []pending
	written atomic.Int64
}

// A pending is a visit to be written up, and by whom.
type pending struct {
	by          authz.Actor
	participant id.Participant
	of          course.Appointment
}

// storySeed is what everything that the story draws is drawn from.
const storySeed = "bench"

// perWorker is how many people one worker has room for.
const perWorker = 5

// workersFor is of so many that no machine we know writes up all their visits in two
// measurements of that length.
func workersFor(each time.Duration) int { return 8 + int(45*each.Seconds()) }

// openBridge tells of workers, each with as many people to visit as they have room for.
func openBridge(address string, workers int) (b *bridge, err error) {
	defer func() {
		if broken, is := recover().(broken); is {
			err = errors.New(string(broken))
		}
	}()
	address, err = another(address, "bridge")
	if err != nil {
		return nil, err
	}
	b = &bridge{Service: story.Begin(teller{}, storySeed, address)}
	b.server = b.Web("http://footbridge.example.org").Handler()
	b.remi = b.Referrer("Remi Adebayo").InTeam(b.Team("North Home Treatment Team"))
	all := b.match(workers)
	b.Clock.Pass(7 * 7 * 24 * time.Hour) // most visits have been, and some are to come
	if err := b.letIn(all[:perWorker]); err != nil {
		return nil, err
	}
	for _, m := range all[perWorker:] {
		record, answer := m.worker.OpensVisits(m.person)
		answer.OK()
		for _, of := range record.Course.Open() {
			if of.Start.Before(b.Clock.Now()) {
				b.pending = append(b.pending, pending{m.worker.Actor(), m.person.ID(), of})
			}
		}
	}
	return b, nil
}

// A met is somebody with who visits them.
type met struct {
	worker *story.Staff
	person *story.Person
}

// match has each worker visit as many people as they have room for.
func (b *bridge) match(workers int) (all []met) {
	for w := range workers {
		ash := b.PeerWorker(fmt.Sprintf("Ash Number%d", w))
		for i := range perWorker {
			p := b.Somebody(fmt.Sprintf("%s Number%d", spelled(int64(7+w*perWorker+i)), w), 5)
			b.remi.RefersSurely(p).OK() // invented names sound alike
			ash.MatchedToAt(p, fmt.Sprintf("%02d:00", 9+2*i))
			all = append(all, met{ash, p})
		}
	}
	return all
}

// letIn has people sign in who look at their next visit. Nobody writes one of theirs up.
func (b *bridge) letIn(all []met) error {
	idris := b.Coordinator("Idris Vaughan")
	for _, m := range all {
		card, answer := idris.GivesCard(m.person)
		answer.OK()
		signed, err := b.People.UseCard(context.Background(), card.Code, identity.Browser{Device: "Safari on iPhone"})
		if err != nil {
			return err
		}
		b.tokens = append(b.tokens, signed.Token)
	}
	return nil
}

// refer makes referrals of so many more.
func (b *bridge) refer(people int) error {
	for n := range people {
		p := b.Somebody(spelled(int64(n+7))+" Example-Person", 5)
		if err := b.Care.MakeReferral(context.Background(), b.remi.Actor(), p.Referral, true); err != nil {
			return err
		}
	}
	return nil
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
		StartedAt: p.of.Start, Minutes: 55, Place: course.PlaceHome,
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

// another is an empty database of that name beside that one, on the same engine.
func another(address, name string) (string, error) {
	if path, is := strings.CutPrefix(address, "sqlite:"); is {
		return "sqlite:" + path + "." + name, nil
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
	u.Path = "/" + name
	_, err = db.Exec("CREATE DATABASE " + name)
	return u.String(), err
}

// A teller takes a test's place: what cannot go on breaks off.
type teller struct{}

type broken string

func (teller) Helper()                   {}
func (teller) Cleanup(func())            {} // the story is closed by the person who opened it
func (teller) Fatalf(f string, a ...any) { panic(broken(fmt.Sprintf(f, a...))) }
