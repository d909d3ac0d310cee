package stats

import (
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// TeamFigures are how people of a team stayed. Retention is follow-ups
// completed of those due; sessions attended are another figure. Teams with
// fewer than FewPeople are put together in one line, and where that is still
// too few the next larger joins, so that nobody's figures come out by
// subtraction. A team with nobody has a line of its own.
type TeamFigures struct {
	Teams     []id.Team `json:"teams"`
	People    int       `json:"people"`     // who agreed to be visited
	FollowUps Share     `json:"follow_ups"` // completed, of those due
	Sessions  Share     `json:"sessions"`   // held, of all that those whose visits are over could have had
	Adequate  Share     `json:"adequate"`   // people with as many sessions as count as adequate, of those whose visits are over
}

// teamFigures are these of the teams, in the order in which they are to be shown. Over says
// what became of those whose visits were over on the day of the report.
func (c Counters) teamFigures(d programme.Definition, teams []id.Team, over Counts) ([]TeamFigures, error) {
	lines := make([]TeamFigures, len(teams))
	named := map[string]bool{}
	for i, team := range teams {
		n, t := c[teamsCounter(team)], string(team)
		named[t] = true
		ended := n[nOver+t] + over[nOver+t]
		lines[i] = TeamFigures{
			Teams: []id.Team{team}, People: n[nAgreed+t], FollowUps: Share{n[nAsked+t], n[nDone+t], n[nDue+t]},
			Sessions: Share{ended, n[nHeld+t] + over[nHeld+t], ended * d.Sessions},
			Adequate: Share{ended, n[nAdequate+t] + over[nAdequate+t], ended},
		}
	}
	for counter, counts := range c {
		for what := range counts {
			if t, agreed := strings.CutPrefix(what, nAgreed); agreed && counter.Kind == ofTeams && !named[t] {
				return nil, fault.New(fault.Internal, "service_report.team.unknown")
			}
		}
	}
	return together(lines), nil
}

func (t *TeamFigures) join(u TeamFigures) {
	t.Teams = append(t.Teams, u.Teams...)
	t.People += u.People
	t.FollowUps = t.FollowUps.plus(u.FollowUps)
	t.Sessions = t.Sessions.plus(u.Sessions)
	t.Adequate = t.Adequate.plus(u.Adequate)
}

// together puts the small lines into one, which comes last. The others keep
// their order.
func together(lines []TeamFigures) []TeamFigures {
	reach := reachOf(lines)
	var all []TeamFigures
	var small TeamFigures
	for _, line := range lines {
		if line.People > 0 && line.People <= reach {
			small.join(line)
		} else {
			all = append(all, line)
		}
	}
	if small.People > 0 {
		all = append(all, small)
	}
	for i := range all {
		all[i].FollowUps, all[i].Sessions, all[i].Adequate = all[i].FollowUps.safe(), all[i].Sessions.safe(),
			all[i].Adequate.safe()
	}
	return all
}

// reachOf is the size of the largest team that goes into the common line, and
// 0 when every team can stand by itself. It is decided by size alone, so that
// equal teams are treated alike.
func reachOf(lines []TeamFigures) int {
	var sizes []int
	for _, line := range lines {
		sizes = append(sizes, line.People)
	}
	slices.Sort(sizes)
	people, reach := 0, 0
	for _, size := range sizes {
		enough := people == 0 || people >= FewPeople
		if size >= FewPeople && enough {
			break
		}
		people, reach = people+size, size
	}
	return reach
}
