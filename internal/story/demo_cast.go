package story

import (
	"fmt"
	"time"

	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/programme"
)

// The names that the demonstration uses more than once.
const (
	northTeam  = "Heathbridge Home Treatment Team"
	southTeam  = "Weymere Home Treatment Team"
	elsewhere  = "Saltmarsh Coast Recovery"
	coastTeam  = "Saltmarsh Home Treatment Team"
	firstAdmin = "Ada Lindqvist"
)

// A company is the staff of the demonstration. Each is a pointer that is there
// before the scene in which they are hired.
type company struct {
	home, away                  *Organisation
	north, south, coast         *Team
	remi, callum, josie, elowen *Staff
	lena, awayLead              *Staff
	idris, mei, sunil, margaret *Staff
	ruth                        *Staff
	workers                     map[string]*Staff
}

// settled is how many days ago the first organisation began.
const settled = 900

// newcomer is the one who is hired last: their address tells that the telling was
// not cut short.
const newcomer = "Nadia Haddow"

// plan writes every scene and says who can be signed in as. With there, the
// scenes are of a story that has been told.
func (t *telling) plan(there bool) []Role {
	t.today = t.dayOf()
	c := &company{}
	t.on(settled, "09:00", "0 the first organisation", func() { c.settle(t.s) })
	t.on(400, "09:00", "1 the second organisation", func() { c.settleAway(t.s) })
	cast := castOfStaff(t.s)
	t.study(c)
	t.supervision(c)
	for _, l := range lives() {
		t.live(c, l)
		if l.key != "" {
			cast = append(cast, Role{Key: l.key, Role: authz.Participant, Name: l.called(), Organisation: Home,
				Email: l.email(), Try: l.try})
		}
	}
	for _, l := range append(livesElsewhere(), t.more...) {
		t.live(c, l)
	}
	t.on(1, "18:30", "the administrator has all of it verified", func() {
		system := &admin.Admin{Kernel: t.s.Kernel}
		t.s.must("verifying", system.AskVerification(t.s.ctx, c.home.Admin.Actor()))
	})
	for night := range 4 {
		t.on(4-night, "03:00", fmt.Sprint("a backup is made, ", night), func() {
			found, err := t.s.Kernel.Verify(t.s.ctx, nil) // as a restored copy is: figures that agree with the page's others
			t.s.must("verifying a restored copy", err)
			t.s.must("backing up", (&admin.Admin{Kernel: t.s.Kernel}).RecordBackup(t.s.ctx, c.home.ID, audit.Backup{
				At: t.s.Clock.Now(), EndedAt: t.s.Clock.Now().Add(9 * time.Second), Size: 11_400_000 + 61_000*int64(night),
				Entries: found.Entries, Rows: found.Rows, Faults: int64(len(found.Faults))}))
		})
	}
	t.ago(0, "~ the last scene", func() { c.home.Referrer(newcomer).InTeam(c.south) })
	if there {
		t.scenes = nil
	}
	return append(cast, castElsewhere(t.s)...)
}

func (c *company) settle(s *Service) {
	c.home = s.foundOrganisation(Home, firstAdmin, serviceProgramme)
	s.Organisation = c.home
	c.home.WritesFrom(programme.Sender{Lines: []string{"The Old Tannery", "14 Mill Lane", "Heathbridge"},
		Postcode: "HB2 4QT", Phone: "01632 960220"})
	c.north, c.south = c.home.Team(northTeam), c.home.Team(southTeam)
	c.remi = c.home.Referrer("Remi Adebayo").InTeam(c.north)
	c.callum = c.home.Referrer("Callum Reid").InTeam(c.north)
	c.josie = c.home.Referrer("Josie Whitlock").InTeam(c.south)
	c.lena = c.home.Lead("Lena Fairweather")
	c.ruth, c.workers = c.home.Supervisor(ruthCastellano), map[string]*Staff{}
	for _, name := range []string{ashMurray, bronwenTate, deleAkande} {
		c.workers[name] = c.home.PeerWorker(name)
		c.lena.Prepares(c.workers[name], preparations()[name])
	}
	c.idris = c.home.Coordinator("Idris Vaughan")
	c.mei = c.home.Assessor("Mei-Ling Carter")
	c.sunil = c.home.Analyst("Sunil Perera")
	c.margaret = c.home.Governance("Margaret Osei")
}

func (c *company) settleAway(s *Service) {
	c.away = s.foundOrganisation(elsewhere, "Piotr Zielinski", serviceProgramme)
	c.coast = c.away.Team(coastTeam)
	c.elowen = c.away.Referrer("Elowen Trevanion").InTeam(c.coast)
	c.awayLead = c.away.Lead("Hamish Rutherford")
}

// refers is who refers somebody of a team.
func (c *company) refers(team string) (*Staff, *Team) {
	switch team {
	case southTeam:
		return c.josie, c.south
	case coastTeam:
		return c.elowen, c.coast
	}
	return c.remi, c.north
}

// lead is who screens the referrals of a team.
func (c *company) lead(team string) *Staff {
	if team == coastTeam {
		return c.awayLead
	}
	return c.lena
}

func castOfStaff(s *Service) []Role {
	o := &Organisation{s: s}
	o.Name = Home
	role := func(key string, r authz.Role, name string) Role {
		return Role{Key: key, Role: r, Name: name, Organisation: Home, Email: o.account(name).Email, Try: "demo.try." + key}
	}
	return []Role{
		role("referrer", authz.Referrer, "Remi Adebayo"),
		role("referrer-south", authz.Referrer, "Josie Whitlock"),
		role("lead", authz.Lead, "Lena Fairweather"),
		role("coordinator", authz.Coordinator, "Idris Vaughan"),
		role("peer-worker", authz.PeerWorker, ashMurray),
		role("supervisor", authz.Supervisor, ruthCastellano),
		role("assessor", authz.Assessor, "Mei-Ling Carter"),
		role("analyst", authz.Analyst, "Sunil Perera"),
		role("governance", authz.Governance, "Margaret Osei"),
		role("administrator", authz.Administrator, firstAdmin),
	}
}

func castElsewhere(s *Service) []Role {
	o := &Organisation{s: s}
	o.Name = elsewhere
	return []Role{
		{Key: "elsewhere-referrer", Role: authz.Referrer, Name: "Elowen Trevanion", Organisation: elsewhere,
			Email: o.account("Elowen Trevanion").Email, Try: "demo.try.elsewhere"},
		{Key: "elsewhere-lead", Role: authz.Lead, Name: "Hamish Rutherford", Organisation: elsewhere,
			Email: o.account("Hamish Rutherford").Email, Try: "demo.try.elsewhere"},
	}
}
