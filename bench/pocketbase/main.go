// Command pocketbase serves PocketBase with teams, people and their visits, as it comes: a
// commit doesn't wait for the disk, nothing is sealed, and nobody reads who changed or saw what.
// Whoever has signed in may do everything. It is in a module of its own, so that a build of
// Footbridge never fetches it. Command rates runs it: see there.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	_ "github.com/pocketbase/pocketbase/migrations" // makes its own tables
)

func main() {
	dir := flag.String("dir", "", "the `FOLDER` of its data, which is empty")
	people := flag.Int("people", 10000, "how many `people` there are")
	visited := flag.Int("in-course", 500, "how many of them have visits")
	flag.Parse()
	if err := run(*dir, *people, *visited); err != nil {
		fmt.Fprintln(os.Stderr, "pocketbase:", err)
		os.Exit(1)
	}
}

// said is what it prints once it listens.
type said struct {
	URL, Token                     string
	Teams, People, Workers, Visits []string
}

func run(dir string, people, visited int) error {
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: dir})
	if err := app.Bootstrap(); err != nil {
		return err
	}
	if err := app.RunAllMigrations(); err != nil {
		return err
	}
	var s said
	if err := app.RunInTransaction(func(tx core.App) (err error) {
		s, err = fill(tx, people, visited)
		return err
	}); err != nil {
		return err
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	address := free.Addr().String()
	if err := free.Close(); err != nil {
		return err
	}
	s.URL = "http://" + address
	go announce(s)
	return apis.Serve(app, apis.ServeConfig{HttpAddr: address})
}

// announce prints s once the service answers.
func announce(s said) {
	for {
		answer, err := http.Get(s.URL + "/api/health")
		if err == nil {
			_ = answer.Body.Close()
			_ = json.NewEncoder(os.Stdout).Encode(s)
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

const (
	perTeam   = 500
	perWorker = 5
	each      = 10 // visits of one person
)

func fill(app core.App, people, visited int) (s said, err error) {
	signedIn := "@request.auth.id != ''"
	open := func(c *core.Collection, fields ...core.Field) (*core.Collection, error) {
		c.ListRule, c.ViewRule, c.CreateRule, c.UpdateRule = &signedIn, &signedIn, &signedIn, &signedIn
		for _, f := range fields {
			c.Fields.Add(f)
		}
		c.Fields.Add(&core.AutodateField{Name: "created", OnCreate: true}, &core.AutodateField{Name: "updated",
			OnCreate: true, OnUpdate: true})
		return c, app.Save(c)
	}
	teams, err := open(core.NewBaseCollection("teams"), &core.TextField{Name: "name", Required: true})
	if err != nil {
		return s, err
	}
	persons := core.NewBaseCollection("people")
	persons.AddIndex("people_of_team", false, "team, created", "")
	persons.AddIndex("people_by_family", false, "family COLLATE NOCASE", "")
	texts := []core.Field{&core.RelationField{Name: "team", CollectionId: teams.Id, MaxSelect: 1, Required: true}}
	for _, name := range []string{"given", "family", "born", "phone", "voicemail", "text_safe", "address", "write_safe",
		"responsible", "responsible_phone", "discharged", "eligibility", "state"} {
		texts = append(texts, &core.TextField{Name: name})
	}
	if persons, err = open(persons, texts...); err != nil {
		return s, err
	}
	visits := core.NewBaseCollection("visits")
	visits.AddIndex("visits_of_worker", false, "worker, start", "")
	visits, err = open(visits, &core.RelationField{Name: "person", CollectionId: persons.Id, MaxSelect: 1, Required: true},
		&core.TextField{Name: "worker"}, &core.DateField{Name: "start"}, &core.NumberField{Name: "minutes"},
		&core.TextField{Name: "place"})
	if err != nil {
		return s, err
	}
	if err := s.fill(app, teams, persons, visits, people, visited); err != nil {
		return s, err
	}
	s.Token, err = signIn(app)
	return s, err
}

func (s *said) fill(app core.App, teams, persons, visits *core.Collection, people, visited int) error {
	save := func(c *core.Collection, with map[string]any) (string, error) {
		r := core.NewRecord(c)
		r.Load(with)
		return r.Id, app.SaveNoValidate(r)
	}
	for n := range (people + perTeam - 1) / perTeam {
		id, err := save(teams, map[string]any{"name": fmt.Sprintf("Team %d", n+1)})
		if err != nil {
			return err
		}
		s.Teams = append(s.Teams, id)
	}
	for n := range people {
		id, err := save(persons, map[string]any{"team": s.Teams[n%len(s.Teams)], "given": spelled(n % 400),
			"family": spelled(400 + n*7919%400), "born": "1970-05-17", "phone": "01632 960123", "voicemail": "no",
			"text_safe": "yes", "address": "12 Example Road", "write_safe": "yes", "responsible": "Dr Example",
			"responsible_phone": "01632 960200", "discharged": "2026-11-20", "eligibility": "every line as it has to be",
			"state": "referred"})
		if err != nil {
			return err
		}
		s.People = append(s.People, id)
		if n >= visited {
			continue
		}
		worker := fmt.Sprintf("worker %d", n/perWorker)
		if n%perWorker == 0 {
			s.Workers = append(s.Workers, worker)
		}
		for week := range each {
			id, err := save(visits, map[string]any{"person": id, "worker": worker, "minutes": 60, "place": "home",
				"start": time.Now().AddDate(0, 0, 7*(week-4)).UTC()})
			if err != nil {
				return err
			}
			s.Visits = append(s.Visits, id)
		}
	}
	return nil
}

func signIn(app core.App) (string, error) {
	users, err := app.FindCollectionByNameOrId("users")
	if err != nil {
		return "", err
	}
	lead := core.NewRecord(users)
	lead.SetEmail("lena@example.org")
	lead.SetRandomPassword()
	if err := app.Save(lead); err != nil {
		return "", err
	}
	return lead.NewAuthToken()
}

// spelled is a number as a name, as bench/rates/load spells it.
func spelled(n int) string {
	name := []byte{}
	for range 3 {
		name = append(name, "bcdfghjklmnpqrstvwxz"[n%20], "aeiou"[n/20%5])
		n /= 20
	}
	name[0] -= 'a' - 'A'
	return string(name)
}
