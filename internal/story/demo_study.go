package story

import (
	"fmt"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/trial"
)

// A subject is somebody in a study, as they are written down.
type subject struct {
	name     string
	team     string
	arm      string
	joined   int       // days since they were allocated
	withdrew int       // days since they withdrew wholly; 0 for nobody who did
	needed   []episode // acute care afterwards
}

// An episode is told in days after the allocation, so that it says at once
// which window it falls in: the planned course is over on day 70.
type episode struct {
	kind     programme.EpisodeKind
	from, to int // to is 0 while it goes on
	source   outcome.Source
	doubtful bool // nobody has confirmed it
	mistaken bool // entered for the wrong person, and corrected
}

// study tells of the closed study of 35 and of one that is open.
func (t *telling) study(c *company) {
	closed := trial.Study{
		ID: ID[id.Study](t.s.seed, "study/closed"), Name: "The thirty-five", Definition: studied, Primary: "after_course",
		Caveat: "These people are invented. Their counts are those of a service's own account, which doesn't say how its 35 people were allotted. They may be among the 441 people of a trial at six sites: never add the two together, and never show them as separate evidence.",
	}
	t.hireForStudies(c)
	t.open(c, closed, 870)
	for _, who := range thirtyFive() {
		t.calledThrough(c, t.subject(c, closed.ID, who), who)
	}
	t.on(3, "15:00", "the lead signs off the study", func() {
		t.s.must("closing the study", t.s.Study.CloseStudy(t.s.ctx, c.lena.Actor(), closed.ID))
	})
	going := trial.Study{
		ID: ID[id.Study](t.s.seed, "study/open"), Name: "Peer support in Heron Vale, second study", Definition: studied,
		Primary: "within_year",
	}
	t.open(c, going, 330)
	for _, who := range stillFollowed() {
		p := t.subject(c, going.ID, who)
		t.calling(c, p, who)
	}
}

func (t *telling) open(c *company, v trial.Study, daysAgo int) {
	t.on(daysAgo, "08:30", "open "+v.Name, func() {
		v.OpenedOn = t.s.Today()
		t.s.must("opening "+v.Name, t.s.Study.OpenStudy(t.s.ctx, authz.System("setup", c.home.ID), v))
	})
}

// subject tells the whole way of somebody into a study, and what came after.
func (t *telling) subject(c *company, study id.Study, who subject) *Person {
	given, family, _ := strings.Cut(who.name, " ")
	l := biography{
		given: given, family: family, born: t.birthDate(who.name), team: who.team,
		left: who.joined + 16, referred: who.joined + 14, at: t.timeOf("refer/" + who.name), decided: who.joined + 12,
		then: []turn{{who.joined + 9, pathway.EventInvite, ""}, {who.joined + 1, pathway.EventConsent, ""}},
		with: []change{home(fmt.Sprintf("%d %s", 1+t.s.Below("house/"+who.name, 120),
			streets[t.s.Below("street/"+who.name, len(streets))]), townOf(who.team), "HV3 2QD")},
	}
	if who.withdrew > 0 {
		l.then = append(l.then, turn{who.withdrew, pathway.EventWithdraw, ""})
	}
	p := t.live(c, l)
	t.on(who.joined, "09:10", "allocate "+who.name, func() { p.AllocatedIn(study, who.arm).OK() })
	t.visitsIn(c, p, who)
	t.writingIn(p, who)
	for i, e := range who.needed {
		told := max(4, who.joined-max(e.from, e.to)-12)
		t.on(told, t.timeOf(fmt.Sprintf("episode/%d/%s", i, who.name)), fmt.Sprintf("episode %d of %s", i, who.name),
			func() { t.needed(c, p, who, e, i) })
	}
	return p
}

// needed has the assessor record a stretch of acute care.
func (t *telling) needed(c *company, p *Person, who subject, e episode, i int) {
	allocated := t.today.AddDays(-who.joined)
	v := outcome.Episode{
		ID: ID[id.Episode](t.s.seed, fmt.Sprintf("episode/%d/%s", i, p.name)), Participant: p.ID(), Kind: e.kind,
		StartedOn: allocated.AddDays(e.from), Source: e.source, Certainty: outcome.Confirmed,
	}
	if e.to > 0 {
		v.EndedOn = allocated.AddDays(e.to)
	}
	if e.doubtful {
		v.Certainty = outcome.Unconfirmed
	}
	t.s.must("an episode", t.s.Study.RecordEpisode(t.s.ctx, c.mei.Actor(), p.ID(), v))
	if e.mistaken {
		v.Replaces, v.InError = v.ID, true
		v.ID = ID[id.Episode](t.s.seed, fmt.Sprintf("episode/%d/%s/in error", i, p.name))
		t.s.must("a correction", t.s.Study.CorrectEpisode(t.s.ctx, c.mei.Actor(), p.ID(), v))
	}
}

func (t *telling) birthDate(name string) string {
	return fmt.Sprintf("%d-%02d-%02d", 1953+t.s.Below("year/"+name, 52), 1+t.s.Below("month/"+name, 12),
		1+t.s.Below("day/"+name, 28))
}

var streets = []string{"Tannery Row", "Kestrel Gardens", "Foundry Street", "Corn Street", "Chapel Rise",
	"Bellfounders Way", "Curriers Court", "Wharf View", "Station Road", "Abbot's Walk"}

func townOf(team string) string {
	if team == southTeam {
		return "Weymere"
	}
	return "Heathbridge"
}
