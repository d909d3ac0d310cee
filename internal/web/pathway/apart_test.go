package pathway_test

import (
	"net/http"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/web/webtest"
)

// Two teams, or one, send one person's referral in the same minute.
func TestTwoRecordsOfOneMinuteAreToldApartWhereverTheyAreNamed(t *testing.T) {
	b := webtest.Open(t)
	one, other := b.Refers(b.Remi, b.North, "Sam"), b.Refers(b.Remi, b.North, "Sam")
	third := b.Refers(b.Rhea, b.South, "Sam")
	b.Decides(other, accepted)
	at := func(p id.Participant) string { return "/people/" + string(p) }
	ending := func(p id.Participant) string { return string(p[len(p)-4:]) }
	named := "Sam Okafor, born 28 February 1990, " +
		"referred by North team on Monday 23 November 2026, 09:00, record ending in "
	b.Get(b.Lena, at(one)+"/same-person").Is(http.StatusOK).Says(named+ending(other),
		strings.Replace(named, "North", "South", 1)+ending(third))
	joins(b, one, other, "yes")
	joins(b, one, third, "yes")
	named = strings.Replace(named, ", born 28 February 1990", "", 1) + ending(other)
	b.Get(b.Lena, at(one)).Says("Another record of this person: "+named, "The record that goes on: "+named, ending(one))
	b.Get(b.Lena, at(other)).Says("Record ending in", ending(other), "Monday 23 November 2026, 09:00, by North team")
	b.Get(b.Lena, webtest.DecisionPath(one)).Says("The record that goes on: "+named,
		"Another record of this person: "+named)
	b.Get(b.Lena, webtest.ConsentPath(one, "invite")).Is(http.StatusConflict).Says(named)
	b.Get(b.Lena, at(one)+"/life").Says(named)
	b.Get(b.Lena, "/screening").Says(strings.Replace(named, ending(other), ending(one), 1), ending(third))
	b.Get(b.Remi, "/referrals/"+string(one)).KeepsFrom("ending in", "09:00") // who refers is told nothing
}
