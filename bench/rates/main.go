// Command rates measures pages and changes over HTTP: of the build before issue 11, of this build
// and of PocketBase, in turns in one run, with everything on that Footbridge has (policy, trail,
// sealing, a commit that waits for the disk), on both engines, for one client and for twenty.
//
//	go -C bench run ./rates [--engine sqlite] [--only record,board] [--for 1s] [--turns 3] [--with 10000]
//
// There are 10,000 people: 5 in 100 are visited now, 40 in 100 have ended with their visits, the
// others were referred. A team refers 500 of them, five referrers each a hundred; a worker visits
// five, and has visited forty before. Each who has ended had one visit of the ten: in a service
// it would be more.
//
// Printed are the requests a second, within how many milliseconds half and 99 in 100 of them were
// answered, and the processor's time that each took of the server and of its database's
// processes, which says most on a machine with others at work; and of both the ratio to the
// others. The rates are medians of the turns. A request that the service gave up, as it does
// after ten seconds, is late; where none was in time, that fails. It reads /proc, so it runs on
// Linux.
//
// Both builds serve the same data. It is loaded once, by the earlier build: a copy of this
// build's bench/rates/load is built in the earlier tree, and what the earlier story lacks for it
// is put beside it (bench/rates/earlier). This build then brings a copy of that database forward,
// as it would a service's. The other way round can't be: an earlier build refuses a later schema.
// PostgreSQL is filled from the same file. What was loaded is kept in --data, by the commit and
// the numbers of people; without it, loading comes on top of the ten minutes that a run takes.
//
//	go -C bench run ./rates --people 1000,10000,100000
//
// measures instead how each page of this build grows with how many people there are, for one
// client, and what memory and log SQLite takes with twenty. This build loads them, in groups of
// changes. From 45,000 people on, 18,000 have ended and 2,000 are visited.
//
// It is not part of ./test.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// options are the command line.
type options struct {
	commit  string
	each    time.Duration
	turns   int
	engines []string
	only    []string
	with    int
	people  []int
	data    string
	rival   bool
	loud    bool
}

func main() {
	o := options{}
	var engine, only, people string
	flag.StringVar(&o.commit, "commit", "95299f1c", "the `REVISION` of the build before; empty for none")
	flag.DurationVar(&o.each, "for", time.Second, "how long each is measured in a turn")
	flag.IntVar(&o.turns, "turns", 3, "how many turns each has")
	flag.StringVar(&engine, "engine", "sqlite,postgres", "the `ENGINES` to measure")
	flag.StringVar(&only, "only", "", "measure these `PAGES` alone, by their short names")
	flag.IntVar(&o.with, "with", 10_000, "how many `PEOPLE` the builds are compared with")
	flag.StringVar(&people, "people", "", "measure pages of this build with so many `PEOPLE`, as 1000,10000")
	flag.StringVar(&o.data, "data", defaultData(), "the `FOLDER` in which what was loaded is kept")
	flag.BoolVar(&o.rival, "pocketbase", true, "measure PocketBase, too")
	flag.BoolVar(&o.loud, "loud", false, "print the page that came instead of an answer")
	flag.Parse()
	o.engines, o.only = list(engine), list(only)
	for _, n := range list(people) {
		count, err := strconv.Atoi(n)
		if err != nil || count < 100 {
			fmt.Fprintln(os.Stderr, "rates: at least 100 people are measured")
			os.Exit(2)
		}
		o.people = append(o.people, count)
	}
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "rates:", err)
		os.Exit(1)
	}
}

func defaultData() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return filepath.Join(cache, "footbridge-rates")
}

func list(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

func run(o options) error {
	b, err := newBench(o)
	if err != nil {
		return err
	}
	defer b.close()
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-stopped
		b.say("broken off: what is printed from here on means nothing")
		b.close()
		os.Exit(1)
	}()
	if len(o.people) > 0 {
		return b.growth()
	}
	return b.compare()
}
