package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
)

var clients = []int{1, 20}

// compare measures both builds and PocketBase on each engine, and prints a table of each.
func (b *bench) compare() error {
	for _, engine := range b.engines {
		if err := b.compareOn(engine); err != nil {
			return fmt.Errorf("%s: %w", engine, err)
		}
	}
	b.say("done")
	return nil
}

func (b *bench) compareOn(engine string) error {
	servers, err := b.servers(engine, crowdOf(b.with))
	defer func() {
		for _, s := range servers {
			s.stop()
		}
	}()
	if err != nil {
		return err
	}
	cells := b.measured(servers, pages(), clients)
	fmt.Printf("\n%s, %d people\n\n", shown[engine], b.with)
	printCells(servers, cells)
	if b.rival {
		printBeside(cells)
	}
	if engine == "sqlite" {
		return printMemory(servers)
	}
	return nil
}

var shown = map[string]string{"sqlite": "SQLite", "postgres": "PostgreSQL"}

// servers starts what is compared on an engine, with the same people in each.
func (b *bench) servers(engine string, c crowd) (all []*server, err error) {
	first, commit := b.now, "now"
	if b.then != nil {
		first = b.then
		if commit, err = b.revision(b.commit); err != nil {
			return nil, err
		}
	}
	kept, err := b.loaded(first, commit, c)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(b.folder, "signed-in.db")
	if err := copyFile(kept, file); err != nil {
		return nil, err
	}
	f, err := signedIn(first, "sqlite:"+file, c)
	if err != nil {
		return nil, err
	}
	serve := func(t *tree) (*server, error) { return b.onSQLite(t, file) }
	if engine == "postgres" {
		database, err := b.filled(first, file)
		if err != nil {
			return nil, err
		}
		serve = func(t *tree) (*server, error) { return b.onPostgres(t, database) }
	}
	for _, t := range []*tree{b.then, b.now} {
		if t == nil {
			continue
		}
		s, err := serve(t)
		if err != nil {
			return all, err
		}
		s.found, s.visits = f, f.movables()
		all = append(all, s)
	}
	if b.rival && len(b.people) == 0 {
		s, err := b.startPocketBase(c)
		if err != nil {
			return all, err
		}
		s.found = f
		all = append(all, s)
	}
	return all, nil
}

// printCells prints a line for each cell: of each server its figures, then the ratios of this
// build's to the others'.
func printCells(servers []*server, cells []*cell) {
	now := slices.IndexFunc(servers, func(s *server) bool { return s.name == ours })
	head, units := "\t\t", "\tclients\t"
	for _, s := range servers {
		head, units = head+s.name+"\t\t\t\t", units+"a second\tmedian\t99 in 100\tprocessor\t"
	}
	for i, s := range servers {
		if i != now {
			head, units = head+ours+" to "+s.name+"\t\t", units+"a second\tprocessor\t"
		}
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "%s\n%s\n", head, units)
	for _, c := range cells {
		fmt.Fprintf(table, "%s\t%d\t", c.page.name, c.clients)
		for _, f := range c.figures {
			printFigure(table, f)
		}
		for i, f := range c.figures {
			if i != now {
				printRatios(table, c, c.figures[now], f)
			}
		}
		fmt.Fprintln(table)
	}
	table.Flush()
}

func printFigure(table io.Writer, f *figure) {
	switch {
	case f.failed != nil:
		fmt.Fprint(table, "fails\t–\t–\t–\t")
	case len(f.took) == 0:
		fmt.Fprint(table, "–\t–\t–\t–\t")
	default:
		rate := short(f.rate())
		if f.late > 0 {
			rate += fmt.Sprintf(", %d late", f.late)
		}
		fmt.Fprintf(table, "%s\t%s ms\t%s ms\t%s ms\t", rate, short(f.within(0.5)), short(f.within(0.99)),
			short(f.work()))
	}
}

// short is a number with as many digits as can be meant.
func short(n float64) string {
	switch {
	case n >= 100:
		return fmt.Sprintf("%.0f", n)
	case n >= 10:
		return fmt.Sprintf("%.1f", n)
	}
	return fmt.Sprintf("%.2f", n)
}

// printRatios prints how many times the other's rate now's is, and how much of its processor's
// time it takes. One that answered nothing in time would have been that much slower at least.
func printRatios(table io.Writer, c *cell, now, other *figure) {
	switch {
	case now.failed != nil || len(now.took) == 0:
		fmt.Fprint(table, "–\t–\t")
	case errors.Is(other.failed, errLate):
		fmt.Fprintf(table, "> %s\t–\t", short(now.rate()/(float64(c.clients)/gaveUp.Seconds())))
	case other.failed != nil || len(other.took) == 0:
		fmt.Fprint(table, "–\t–\t")
	default:
		fmt.Fprintf(table, "%s\t%s\t", short(now.rate()/other.rate()), short(now.work()/other.work()))
	}
}

// printBeside says what PocketBase was asked for, which keeps less.
func printBeside(cells []*cell) {
	fmt.Println("\nPocketBase keeps no history, seals nothing, asks no policy of a row and doesn't wait for the disk when" +
		" it commits.\nIt was asked for:")
	for _, c := range cells {
		if c.clients == clients[0] && c.page.rival != nil {
			fmt.Printf("  %s: %s\n", c.page.name, c.page.beside)
		}
	}
}

func printMemory(servers []*server) error {
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\n\tresident after\tat most\tSQLite's log\t")
	for _, s := range servers {
		now, most, err := s.memory()
		if err != nil {
			return err
		}
		fmt.Fprintf(table, "%s\t%.0f MB\t%.0f MB\t%.0f MB\t\n", s.name, now, most, s.logSize())
	}
	return table.Flush()
}
