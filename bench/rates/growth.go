package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

// growth measures each page of this build with each number of people, for one client.
func (b *bench) growth() error {
	var sizes []crowd
	for _, people := range b.people {
		sizes = append(sizes, crowdOf(people))
	}
	for _, c := range sizes { // before anything is measured: it may take hours
		if _, err := b.loaded(b.now, "now", c); err != nil {
			return err
		}
	}
	for _, engine := range b.engines {
		if err := b.growthOn(engine, sizes); err != nil {
			return fmt.Errorf("%s: %w", engine, err)
		}
	}
	return nil
}

func (b *bench) growthOn(engine string, sizes []crowd) error {
	var all []*server
	defer func() {
		for _, s := range all {
			s.stop()
		}
	}()
	for _, c := range sizes {
		some, err := b.servers(engine, c)
		all = append(all, some...)
		if err != nil {
			return err
		}
	}
	cells := b.measured(all, grown(), []int{1})
	fmt.Printf("\n%s, one client, by how many people there are\n\n", shown[engine])
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	head, units := "\t", "\t"
	for _, c := range sizes {
		head, units = head+fmt.Sprintf("%d\t\t\t", c.people), units+"median\t99 in 100\tprocessor\t"
	}
	fmt.Fprintf(table, "%slast to first\t\t\t\n%smedian\t99 in 100\tprocessor\t\n", head, units)
	for _, c := range cells {
		fmt.Fprintf(table, "%s\t", c.page.name)
		for _, f := range c.figures {
			if f.failed != nil {
				fmt.Fprint(table, "fails\t–\t–\t")
				continue
			}
			fmt.Fprintf(table, "%s ms\t%s ms\t%s ms\t", short(f.within(0.5)), short(f.within(0.99)), short(f.work()))
		}
		if first, last := c.figures[0], c.figures[len(c.figures)-1]; first.failed == nil && last.failed == nil {
			fmt.Fprintf(table, "%.2f\t%.2f\t%.2f\t", last.within(0.5)/first.within(0.5),
				last.within(0.99)/first.within(0.99), last.work()/first.work())
		} else {
			fmt.Fprint(table, "–\t–\t–\t")
		}
		fmt.Fprintln(table)
	}
	if err := table.Flush(); err != nil || engine != "sqlite" {
		return err
	}
	return b.load(all, sizes)
}

// load has twenty ask each server for every page, and prints what memory that took.
func (b *bench) load(all []*server, sizes []crowd) error {
	for i, s := range all {
		s.name = fmt.Sprint(sizes[i].people, " people")
		for _, p := range grown() {
			f := &figure{}
			if f.turn(s, p.ask, 20, b.each); f.failed != nil {
				b.say("%s, %s, 20 clients: %v", s.name, p.name, f.failed)
			}
		}
	}
	fmt.Println("\nEvery page with 20 clients takes")
	return printMemory(all)
}
