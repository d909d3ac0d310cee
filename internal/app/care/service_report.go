package care

import (
	"context"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/stats"
)

// A ServiceReport is how the service goes, with what its figures are read by.
type ServiceReport struct {
	stats.Service
	People     int // who were referred, each once however often
	Definition programme.Definition
	TeamNames  map[id.Team]string
}

// SeeServiceReport counts how the service goes. Nobody is named; people of a
// study are left out.
func (c *Care) SeeServiceReport(ctx context.Context, who authz.Actor) (ServiceReport, error) {
	return kernel.View(ctx, c.Kernel, who, authz.SeeServiceReport, who.Organisation,
		func(tx *kernel.ReadTx) (ServiceReport, error) {
			r := ServiceReport{Definition: tx.Definition, TeamNames: map[id.Team]string{}}
			teams, err := tx.ListTeams()
			if err != nil {
				return ServiceReport{}, err
			}
			order := make([]id.Team, len(teams))
			for i, t := range teams {
				order[i], r.TeamNames[t.ID] = t.ID, t.Name
			}
			records, err := tx.ListCourseRecords()
			if err != nil {
				return ServiceReport{}, err
			}
			joined, err := tx.ListAllJoined()
			if err != nil {
				return ServiceReport{}, err
			}
			r.People = people(records, joined)
			journeys := make([]stats.Journey, len(records))
			for i, one := range records {
				journeys[i] = journey(tx, one)
			}
			r.Service, err = stats.Report(tx.Definition, order, journeys, tx.Today)
			return r, err
		})
}

// people counts who the records are of. Two records that are joined are one person's, and
// so are three of which each is joined with the next.
func people(records []outcome.CourseRecord, joined [][2]id.Participant) int {
	same := map[id.Participant]id.Participant{} // another record of theirs; of the last one none
	last := func(p id.Participant) id.Participant {
		for same[p] != "" {
			p = same[p]
		}
		return p
	}
	for _, pair := range joined {
		if one, other := last(pair[0]), last(pair[1]); one != other {
			same[one] = other
		}
	}
	of := map[id.Participant]bool{}
	for _, r := range records {
		of[last(r.Participant)] = true
	}
	return len(of)
}

// journey is r in days of the organisation's zone.
func journey(tx *kernel.ReadTx, r outcome.CourseRecord) stats.Journey {
	course := r.History.Course(tx.Definition)
	j := stats.Journey{
		Team: r.Team, Referred: programme.Of(r.ReferredAt, tx.Zone), Discharged: r.Discharged,
		Stopped: r.Stopped(), Ended: r.Ended(tx.Definition, tx.Today), Sessions: course.SessionsHeld(),
		Visits: r.Visits,
	}
	for _, s := range r.FollowUps {
		j.Due++
		if s == outcome.FollowUpDone {
			j.Done++
		}
	}
	if at := r.ConsentedAt(tx.Definition); !at.IsZero() {
		j.Consented = programme.Of(at, tx.Zone)
	}
	if !r.MatchedAt.IsZero() {
		j.Matched = programme.Of(r.MatchedAt, tx.Zone)
	}
	for _, b := range course.Held() { // the earliest first
		v, _ := b.Visit()
		if j.FirstVisit.IsZero() || j.FirstVisit.Before(j.Referred) { // a slip in the year isn't the first
			j.FirstVisit = programme.Of(v.StartedAt, tx.Zone)
		}
	}
	return j
}
