// Command load fills an empty database with people, through the kernel and with the story's
// words, and signs in those who are asked for pages. Command rates runs it, built by this build
// and by an earlier one: see there.
//
//	load --database URL --people 10000 --in-course 500 --ended 4000
//	load --database URL --sign-in
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/config"
	"footbridge.org/footbridge/internal/story"
)

// Seed is what everything that is loaded is drawn from.
const seed = "rates"

func main() {
	var c crowd
	database := flag.String("database", "", "the `URL` of the database")
	key := flag.String("key", "", "the `FILE` to write the master key to, and nothing else")
	fill := flag.String("fill", "", "copy this SQLite `FILE` into the database, which is empty")
	signIn := flag.Bool("sign-in", false, "sign in everybody who is asked for pages, and print them")
	flag.IntVar(&c.people, "people", 10000, "how many `people` are referred")
	flag.IntVar(&c.inCourse, "in-course", 500, "how many of them are visited now")
	flag.IntVar(&c.ended, "ended", 4000, "how many of them have ended with their visits")
	flag.Parse()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	if err := run(c, *database, *key, *fill, *signIn); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(c crowd, database, key, fill string, signIn bool) (err error) {
	defer func() {
		if broken, is := recover().(broken); is {
			err = errors.New(string(broken))
		}
	}()
	secret := story.NewSeed(seed).MasterSecret()
	switch {
	case key != "":
		return config.WriteKey(key, secret)
	case fill != "":
		k, err := kernel.Open(kernel.Config{Database: database, Secret: secret})
		if err != nil {
			return err
		}
		if err = k.Migrate(ctx); err == nil {
			err = k.FillFrom(ctx, fill)
		}
		return errors.Join(err, k.Close())
	case signIn:
		return json.NewEncoder(os.Stdout).Encode(c.signIn(database))
	}
	return c.load(database, time.Now())
}

// A teller takes a test's place: what cannot go on breaks off.
type teller struct{}

type broken string

func (teller) Helper()                   {}
func (teller) Cleanup(func())            {}
func (teller) Fatalf(f string, a ...any) { panic(broken(fmt.Sprintf(f, a...))) }
