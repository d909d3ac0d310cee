package story

import (
	"fmt"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/workforce"
)

// The peer support workers of the studies who have left since.
const (
	gethinRees    = "Gethin Rees"
	marciaBennett = "Marcia Bennett"
)

// courses are how the visits went of everybody who was in an arm with them, a
// letter for each week: h they met, l they met late, m they did not meet, v put
// off by a day, x the worker called it off, c the person did, and a full stop
// from when they wanted no more. What lies ahead today hasn't happened yet. Of
// the eighteen of the closed study, thirteen met three times or more, three
// once or twice, and two never.
var courses = map[string]struct{ worker, weeks string }{
	"Abiola Fashanu":    {marciaBennett, "hhvhhmhhhh"},
	"Agnieszka Wrońska": {gethinRees, "hhhhmhhxhh"},
	"Aidan O'Hanlon":    {marciaBennett, "hhlhhhhhhh"},
	"Alma Rosenthal":    {gethinRees, "hhhcchhmhh"},
	"Balwinder Gill":    {marciaBennett, "mm........"},
	"Bronwen Maddocks":  {gethinRees, "hhhhhhhhvh"},
	"Carlos Ferreira":   {marciaBennett, "hm........"},
	"Dagny Sørensen":    {gethinRees, "hhvhhhxhhh"},
	"Delroy Campbell":   {marciaBennett, "hhhhh....."},
	"Eleni Papadaki":    {gethinRees, "hhhmhhhhch"},
	"Esme Hartwell":     {marciaBennett, "hh........"},
	"Faisal Choudhury":  {gethinRees, "hhmhhhm..."},
	"Gwen Tregear":      {marciaBennett, "hhhhhhhhhh"},
	"Hamza Siddiqui":    {gethinRees, "c........."},
	"Imogen Stace":      {marciaBennett, "hlhhhxhhhm"},
	"Jerzy Nowicki":     {gethinRees, "hvh......."},
	"Kofi Asante":       {marciaBennett, "hhmhhhhhhc"},
	"Lowri Pugh":        {gethinRees, "mhh......."},

	"Thandiwe Moyo":     {gethinRees, "hhhxhhh..."},
	"Petra Holm":        {gethinRees, "hhmhhvhhhh"},
	"Saoirse Nolan":     {gethinRees, "hhhh......"},
	"Wilfred Sackville": {gethinRees, "hhhm......"},
	"Xiomara Castillo":  {gethinRees, "hvhhhhlh.."},
	"Zachary Poole":     {bronwenTate, "hhhhhhhhhh"},
	"Aurora Whitcombe":  {bronwenTate, "hhmhhhhhhh"},
	"Bashir Karimi":     {ashMurray, "hvhhhhhhhh"},
}

// hireForStudies brings those who visited people of the studies and have left.
func (t *telling) hireForStudies(c *company) {
	for name, left := range map[string]int{marciaBennett: 590, gethinRees: 80} {
		t.on(settled, "09:30", "0 hire "+name, func() {
			c.workers[name] = c.home.PeerWorker(name)
			c.lena.Prepares(c.workers[name], fully())
		})
		t.on(left, "16:50", "close the account of "+name, func() {
			t.s.must("closing an account", t.s.Care.EndAccount(t.s.ctx, c.home.Admin.Actor(), c.workers[name].ID,
				care.HandOver{Board: true}))
		})
	}
}

// A routine is somebody's visits as the study's telling goes through them. What
// was planned is read once.
type routine struct {
	c      *company
	p      *Person
	worker string
	booked map[int]course.Appointment
	met    int // how often so far
}

// earlyOrLate are hours that nobody's own time of the day reaches: their worker
// is with somebody else at what theirs would be.
var earlyOrLate = map[string]string{"Dagny Sørensen": "18:00", "Esme Hartwell": "08:00", "Hamza Siddiqui": "08:00"}

// visitTime is the time of day at which somebody in a study is visited.
func (t *telling) visitTime(name string) string {
	if at, is := earlyOrLate[name]; is {
		return at
	}
	return t.timeOf("visits/" + name)
}

// visitsIn tells how the visits of somebody in a study went, if they had any.
func (t *telling) visitsIn(c *company, p *Person, who subject) {
	visits, any := courses[who.name]
	if !any {
		return
	}
	name, at, r := "study visits "+who.name, t.visitTime(who.name),
		&routine{c: c, p: p, worker: visits.worker, booked: map[int]course.Appointment{}}
	first := who.joined - 5 - t.s.Below("first visit/"+who.name, 3)
	t.on(who.joined-1, "15:30", name+" 0 match and plan", func() {
		c.lena.Matches(p, c.workers[r.worker]).OK()
		c.lena.TellsOfMatchWith(p, c.workers[r.worker], workforce.ToldByPhone).OK()
		r.plans(t.today.AddDays(-first), at)
	})
	falls := t.fallsOn(first, at)
	for i, letter := range visits.weeks {
		if !t.week(r, fmt.Sprintf("%s week %02d", name, i+1), i+1, falls[i], at, letter) {
			return
		}
	}
}

func (r *routine) plans(from programme.Date, at string) {
	worker := r.c.workers[r.worker]
	worker.Plans(r.p, from, at).OK()
	record, a := worker.OpensVisits(r.p)
	a.OK()
	for _, b := range record.Course.Appointments {
		r.booked[b.Session] = b
	}
}

// week tells of one visit, which was planned for so many days ago, and whether
// there is more to tell.
func (t *telling) week(r *routine, name string, number, days int, at string, letter rune) bool {
	if days < 0 {
		return false
	}
	worker, of := func() *Staff { return r.c.workers[r.worker] }, r.p.Session(number)
	switch letter {
	case '.':
		t.on(days+2, "11:10", name+" stops", func() { r.c.idris.HearsStop(r.p, pathway.FromVisitsOnly, "").OK() })
		return false
	case 'x':
		t.on(days+2, "17:05", name+" off", func() {
			worker().callsOff(of, r.booked[number], course.PartyWorker,
				"I have to be elsewhere that day. We go on the week after.").OK()
		})
		return true
	case 'c':
		t.on(days+1, "17:40", name+" off",
			func() { worker().callsOff(of, r.booked[number], course.PartyParticipant, "").OK() })
		return true
	case 'v':
		t.on(days+1, "12:40", name+" moved", func() {
			worker().moves(of, r.booked[number], 24*time.Hour, course.PartyParticipant, "A day later suited better.").OK()
			b := r.booked[number]
			b.Start = b.Start.Add(24 * time.Hour)
			r.booked[number] = b
		})
		days--
	}
	begins, err := time.Parse("15:04", at)
	t.s.must("a time of day", err)
	over := begins.Add(85 * time.Minute).Format("15:04")
	if days < 0 || !t.moment(days, over).Before(t.now) {
		return false // it is still to come
	}
	outcome := map[rune]course.VisitOutcome{'l': course.AttendedLate, 'm': DidNotAttend}[letter]
	if strings.ContainsRune("hv", letter) {
		outcome = Attended
	}
	t.on(days, over, name+" written", func() {
		w := of.writtenUp(r.booked[number], outcome)
		worker().Sends(w).OK()
		as := 0
		if outcome.Attended() {
			r.met++
			as = r.met
		}
		worker().copies(r.p, w.Visit, as).OK()
	})
	return true
}
