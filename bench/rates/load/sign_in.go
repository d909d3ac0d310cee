package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/story"
)

var ctx = context.Background()

// found is who is asked for pages and about whom: the sessions of those who ask, and ids.
type found struct {
	Lead        string
	Teams       []team
	Workers     []worker
	People      []string          // in no order: as many of each kind as there are
	Families    []string          // family names that people have
	Eligibility map[string]string // what the form of a referral asks, and the answers
}

type team struct {
	ID        string
	Referrers []string
}

type worker struct {
	Token  string
	ID     string
	Visits []visit // to come
}

type visit struct {
	Participant, ID string
	Start           time.Time
	Minutes         int
	Place           string
}

// sampled is how many people are asked for; asking is how many workers and teams ask at most.
// Each is held to sixty changes a minute.
const (
	sampled = 5000
	asking  = 100
)

func (c crowd) signIn(database string) (f found) {
	random := func(_ string, n int) []byte {
		b := make([]byte, n)
		rand.Read(b) // never fails: crypto/rand ends the program instead
		return b
	}
	s := story.ResumeAt(teller{}, seed, database, time.Now, random)
	defer s.Close()
	s.People.Unlimited = true
	chances := story.NewSeed(seed)
	account := func(name string) id.Account { return story.ID[id.Account](chances, "account/"+story.Home+"/"+name) }
	signIn := func(name string) string { return s.SignIn(address(name)) }
	f.Lead = signIn(leadName)
	for n := range min(asking/(perTeam/perReferrer), c.teams()) {
		t := team{ID: story.ID[string](chances, "team/"+story.Home+"/"+teamName(n))}
		for r := range perTeam / perReferrer {
			t.Referrers = append(t.Referrers, signIn(referrerName(n, r)))
		}
		f.Teams = append(f.Teams, t)
	}
	for n := range min(asking, c.inCourse/perWorker) {
		w := worker{Token: signIn(workerName(n)), ID: string(account(workerName(n)))}
		actor, err := s.Actor(w.Token)
		must("signing in", err)
		p := story.ID[id.Participant](chances, "participant/"+story.Home+"/"+name(c.people-c.inCourse+n*perWorker))
		record, err := s.Care.SeeVisits(ctx, actor, p)
		must("looking at visits", err)
		for _, a := range record.Course.Appointments {
			if a.State == course.AppointmentPlanned && a.Start.After(time.Now().Add(24*time.Hour)) {
				w.Visits = append(w.Visits, visit{string(p), string(a.ID), a.Start, a.Minutes, string(a.Place)})
			}
		}
		f.Workers = append(f.Workers, w)
	}
	for n := range min(sampled, c.people) {
		i := n * 7919 % c.people
		f.People = append(f.People, story.ID[string](chances, "participant/"+story.Home+"/"+name(i)))
		f.Families = append(f.Families, familyName(i))
	}
	d, err := content.Latest(s.Programme)
	must("the programme", err)
	f.Eligibility = map[string]string{}
	for _, line := range d.Eligibility {
		f.Eligibility["eligibility."+line.Key] = string(line.Required)
	}
	return f
}

func must(doing string, err error) {
	if err != nil {
		panic(broken(fmt.Sprintf("%s: %v", doing, err)))
	}
}
