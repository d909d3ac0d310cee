package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/story"
)

const (
	perTeam     = 500 // people, for one team
	perReferrer = 100 // people of a team, for one of its referrers
	perWorker   = 5   // people who are visited by one worker at a time
	rounds      = 40  // in which those who have ended were visited, one after the other
	perWorkers  = 8   // rounds, after which other workers visit: each has visited perWorkers*perWorker
	atOnce      = 500 // changes, in one transaction where the build can
)

// A round is a week: a visit on its second day, after which people have had enough.
const aRound = 7 * 24 * time.Hour

// A crowd is how many people there are, and where they are.
type crowd struct{ people, inCourse, ended int }

// A loading is a crowd that is being loaded.
type loading struct {
	crowd
	*story.Service
	chances   *story.Seed // the story's, to know what it draws
	teams     []*story.Team
	referrers []*story.Staff
	workers   []*story.Staff
	free      []*story.Staff // those who visit whoever is referred now
	bar       bar
	referred  int
}

func (c crowd) load(database string, now time.Time) error {
	if c.inCourse+c.ended > c.people || c.people < 1 {
		return errors.New("more people are visited than there are")
	}
	monday := now.AddDate(0, 0, -int((now.Weekday()+6)%7)) // so that nobody is visited at a weekend
	began := monday.Add(-(rounds*aRound + 6*7*24*time.Hour)).Truncate(24 * time.Hour).Add(8 * time.Hour)
	l := &loading{crowd: c, Service: story.BeginAt(teller{}, seed, database, began), chances: story.NewSeed(seed),
		bar: bar{of: c.people, began: time.Now()}}
	l.hire()
	for n := range rounds {
		if each := workersFor(c.ended/rounds + 1); n%perWorkers == 0 {
			l.hireWorkers(len(l.workers) + each)
			l.free = l.workers[len(l.workers)-each:]
		}
		l.round(part(c.ended, n), part(c.people-c.ended-c.inCourse, n))
	}
	l.hireWorkers(workersFor(c.inCourse))
	l.free = l.workers
	l.visited()
	l.Clock.MoveTo(time.Now())
	l.Works()
	l.bar.move(l.referred)
	fmt.Fprintln(os.Stderr)
	return l.Close()
}

// part is how many of all are in the nth round.
func part(all, n int) int { return all*(n+1)/rounds - all*n/rounds }

func (l *loading) hire() {
	l.Lead(leadName)
	for n := range l.crowd.teams() {
		team := l.Team(teamName(n))
		l.teams = append(l.teams, team)
		for r := range perTeam / perReferrer {
			l.referrers = append(l.referrers, l.Referrer(referrerName(n, r)).InTeam(team))
		}
	}
}

// What those are called who are asked for pages, and everybody who is referred.
const leadName = "Lena Brandt"

func teamName(n int) string        { return fmt.Sprintf("Team %d", n+1) }
func referrerName(n, r int) string { return fmt.Sprintf("Remi Number%dat%d", r+1, n+1) }
func workerName(n int) string      { return fmt.Sprintf("Ash Number%d", n+1) }
func familyName(i int) string      { return spelled(givenNames + i*7919%familyNames) }
func name(i int) string {
	return fmt.Sprintf("%s %s, %d", spelled(i%givenNames), familyName(i), i)
}

// address is where somebody on the staff signs in.
func address(name string) string {
	plain := func(text, between string) string { return strings.ToLower(strings.ReplaceAll(text, " ", between)) }
	return plain(name, ".") + "@" + plain(story.Home, "") + ".example.org"
}

func (c crowd) teams() int { return (c.people + perTeam - 1) / perTeam }

func workersFor(people int) int { return (people + perWorker - 1) / perWorker }

// hireWorkers has there be that many.
func (l *loading) hireWorkers(n int) {
	for len(l.workers) < n {
		l.workers = append(l.workers, l.PeerWorker(workerName(len(l.workers))))
	}
}

// A visitor is somebody who is visited, and by whom.
type visitor struct {
	*story.Person
	worker *story.Staff
	hour   int
	name   string
}

// refer refers so many more people, who were discharged a few days ago.
func (l *loading) refer(n int) (all []*story.Person, names []string) {
	for done := 0; done < n; {
		most := min(atOnce, n-done)
		l.Together(func(context.Context) {
			for range most {
				i := l.referred
				l.referred++
				team := i % len(l.teams)
				p := l.Somebody(name(i), 5, func(r *pathway.Referral) { r.Team = l.teams[team].ID })
				each := perTeam / perReferrer
				l.referrers[team*each+i/len(l.teams)%each].RefersSurely(p).OK()
				all, names = append(all, p), append(names, name(i))
			}
		})
		done += most
		l.bar.move(l.referred)
	}
	return all, names
}

// The names that there are: how many people share one grows with how many there are.
const givenNames, familyNames = 400, 400

// round has people be referred, and some of them visited and ended.
func (l *loading) round(ended, others int) {
	began := l.Clock.Now()
	l.refer(others)
	all := l.match(ended)
	l.Clock.MoveTo(story.At(began.Year(), began.Month(), began.Day()+1, 19, 0))
	l.write(all, 0)
	l.together(all, func(_ context.Context, v visitor) { v.worker.Ends(v.Person, course.EndedSooner, "").OK() })
	l.Works()
	l.Clock.MoveTo(story.At(began.Year(), began.Month(), began.Day()+7, 9, 0))
}

// visited has those be visited who are now: four visits have been, and six are to come.
func (l *loading) visited() {
	began := l.Clock.Now()
	all := l.match(l.inCourse)
	for week := range 4 {
		l.Clock.MoveTo(story.At(began.Year(), began.Month(), began.Day()+1+7*week, 19, 0))
		l.write(all, week)
	}
}

// match refers so many people and has each be visited weekly, from tomorrow on.
func (l *loading) match(n int) (all []visitor) {
	people, names := l.refer(n)
	for i, p := range people {
		all = append(all, visitor{p, l.free[i/perWorker], 9 + 2*(i%perWorker), names[i]})
	}
	l.together(all, func(_ context.Context, v visitor) { v.worker.MatchedToAt(v.Person, fmt.Sprintf("%02d:00", v.hour)) })
	return all
}

// write writes up everybody's visit of that week, and copies the notes about it. A bank holiday has
// put some off.
func (l *loading) write(all []visitor, week int) {
	now := l.Clock.Now().In(story.London)
	l.together(all, func(ctx context.Context, v visitor) {
		series := story.ID[id.Series](l.chances, "series/"+story.Home+"/"+v.name)
		a := id.From[id.Appointment]([16]byte(l.chances.Bytes(fmt.Sprintf("draw/0/appointment/%s/%d", series, week), 16)))
		visit := story.ID[id.Visit](l.chances, "visit/"+string(a))
		err := l.Care.RecordVisit(ctx, v.worker.Actor(), v.ID(), course.Visit{
			ID: visit, Appointment: a, Outcome: course.Attended,
			StartedAt: story.At(now.Year(), now.Month(), now.Day(), v.hour, 0), Minutes: 55, Place: course.PlaceHome,
			WhatWeDid: "We walked to the weir, and looked at the page about first signs. Next week we go on with it.",
			Sure:      fault.SureOf("at"),
		})
		if err == nil {
			err = l.Care.CopyClinicalNote(ctx, v.worker.Actor(), v.ID(), a, course.NoteCopy{
				ID: story.ID[id.NoteCopy](l.chances, "copy/"+string(a)), Visit: visit, Number: week + 1,
			})
		}
		if err != nil {
			panic(broken(fmt.Sprintf("visit %d: %v", week, err)))
		}
	})
}

// together does the same for all, in groups.
func (l *loading) together(all []visitor, do func(context.Context, visitor)) {
	for len(all) > 0 {
		some := all[:min(len(all), atOnce/5)]
		all = all[len(some):]
		l.Together(func(ctx context.Context) {
			for _, v := range some {
				do(ctx, v)
			}
		})
	}
}

// spelled is a number as a name: nobody's sounds like another's.
func spelled(n int) string {
	name := []byte{}
	for range 3 {
		name = append(name, "bcdfghjklmnpqrstvwxz"[n%20], "aeiou"[n/20%5])
		n /= 20
	}
	name[0] -= 'a' - 'A'
	return string(name)
}

// A bar shows on a terminal's line how many people there are, how fast they come, and how long
// it will be yet.
type bar struct {
	of    int
	began time.Time
}

func (b bar) move(done int) {
	took := time.Since(b.began)
	left := time.Duration(float64(took) * float64(b.of-done) / float64(max(1, done)))
	fmt.Fprintf(os.Stderr, "\r%9d of %d people  %6.0f a second  %s to go   ", done, b.of,
		float64(done)/took.Seconds(), left.Round(time.Second))
}
