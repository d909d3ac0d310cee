package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"footbridge.org/footbridge/internal/config"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/story"
)

type demoCommand struct {
	place
	Addr string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen, ${default} if you don't say; port 0 picks a free one."`
	JSON bool   `name:"json" help:"Print one JSON object instead: the address, and the users to choose from."`
}

func (demoCommand) Help() string {
	return `Example: footbridge demo

Fills a temporary folder with invented people and prints a table of addresses.
Each signs you in as one of them with one click. Ctrl-C stops it, and nothing is
kept, unless you give --data or --database.`
}

// Run opens the demonstration and shows it until ctx ends.
func (c demoCommand) Run(ctx context.Context, t terminal) (err error) {
	l, err := listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	defer l.Close()
	where, remove, err := c.where()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, remove()) }()
	d, err := c.open(ctx, t, where)
	if stopped(ctx, err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer closing(d.Kernel, &err)
	base := baseOf(l)
	shown := d.Web(base)
	shown.Version = version()
	d.GoLive(time.Now, randomBytes)
	if err := c.announce(t, d, base); err != nil {
		return err
	}
	return running{d.Kernel, shown.Works(), shown.Handler(), nil, quiet(t)}.run(ctx, l)
}

// stopped tells whether somebody pressed Ctrl-C before the end.
func stopped(ctx context.Context, err error) bool { return err != nil && ctx.Err() != nil }

// where is the place of the data: a temporary folder unless one was named.
func (c demoCommand) where() (config.Config, func() error, error) {
	keep := func() error { return nil }
	if c.Data != "" || c.Database != "" {
		where := c.config()
		return where, keep, misusedUnless(where.Check())
	}
	folder, err := os.MkdirTemp("", "footbridge-demo-")
	if err != nil {
		return config.Config{}, keep, fault.Wrap(fault.Unavailable, "config.folder.unwritable", err)
	}
	return config.Config{Data: folder}, func() error { return os.RemoveAll(folder) }, nil
}

func misusedUnless(err error) error {
	if err != nil {
		return misuse{err}
	}
	return nil
}

func (c demoCommand) open(ctx context.Context, t terminal, where config.Config) (*story.Demo, error) {
	if err := where.Prepare(); err != nil {
		return nil, err
	}
	secret := story.DemoSecret()
	if where.Data != "" || where.KeyFile != "" || where.Key != "" {
		if err := where.MakeSecret(story.DemoSecret); err != nil {
			return nil, err
		}
		secrets, err := where.MasterSecrets()
		if err != nil {
			return nil, err
		}
		secret = secrets[0]
	}
	progress := newBar(t, t.Say("demo.filling"))
	defer progress.clear()
	return story.OpenDemo(ctx, story.DemoConfig{
		Database: where.URL(), Secret: secret, Now: time.Now(), Log: quiet(t), Progress: progress.move,
	})
}

func randomBytes(_ string, n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: crypto/rand ends the program instead
	return b
}

// A demoPerson is a line of the JSON.
type demoPerson struct {
	Role         string `json:"role"`
	Name         string `json:"name"`
	SignIn       string `json:"sign_in"`
	Organisation string `json:"organisation"`
	Try          string `json:"try"`
}

func (c demoCommand) announce(t terminal, d *story.Demo, base string) error {
	var people []demoPerson
	for _, r := range d.Cast {
		people = append(people, demoPerson{string(r.Role), r.Name, r.SignIn(base), r.Organisation, t.Say(r.Try)})
	}
	if c.JSON {
		e := json.NewEncoder(t.Out)
		e.SetEscapeHTML(false)
		return e.Encode(struct {
			URL    string       `json:"url"`
			People []demoPerson `json:"people"`
		}{base, people})
	}
	wide := 0
	for _, p := range people {
		wide = max(wide, len(p.SignIn))
	}
	fmt.Fprintf(t.Out, "\n%s\n%s\n\n", t.Say("demo.banner"), t.Say("demo.ready", base))
	fmt.Fprintf(t.Out, "%-*s  %s\n\n", wide, t.Say("demo.column.sign_in"), t.Say("demo.column.name"))
	for _, p := range people {
		fmt.Fprintf(t.Out, "%-*s  %s, %s\n%-*s  %s\n\n", wide, p.SignIn, p.Name, t.Say("demo.role."+p.Role), wide, "",
			t.Say("demo.first", p.Try))
	}
	_, err := fmt.Fprintf(t.Out, "%s\n%s\n", t.Say("demo.more", base+"/demo/outbox", base+"/components"), c.ending(t))
	return err
}

// ending says what becomes of what somebody does here.
func (c demoCommand) ending(t terminal) string {
	switch {
	case c.Data != "":
		return t.Say("demo.kept", c.Data)
	case c.Database != "":
		return t.Say("demo.kept_there")
	}
	return t.Say("demo.stop")
}
