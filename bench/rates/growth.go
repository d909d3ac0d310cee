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
			fmt.Fprintf(table, "%.1f ms\t%.1f ms\t%.2f ms\t", f.within(0.5), f.within(0.99), f.work())
		}
		if first, last := c.figures[0], c.figures[len(c.figures)-1]; first.failed == nil && last.failed == nil {
			fmt.Fprintf(table, "%.2f\t%.2f\t%.2f\t", last.within(0.5)/first.within(0.5),
				last.within(0.99)/first.within(0.99), last.work()/first.work())
		} else {
			fmt.Fprint(table, "–\t–\t–\t")
		}
		fmt.Fprintln(table)
	}
	return table.Flush()
}
