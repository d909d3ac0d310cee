package main

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// A figure is what one server reached in one thing, in all its turns.
type figure struct {
	perSecond []float64 // of each turn
	processor []float64 // ms a request, of each turn
	took      []time.Duration
	failed    error // the first answer that was none; then it has no more turns
}

func (f *figure) rate() float64 { return median(f.perSecond) }
func (f *figure) work() float64 { return median(f.processor) }

// within is the time in milliseconds within which a share of the requests were answered.
func (f *figure) within(share float64) float64 {
	if len(f.took) == 0 {
		return 0
	}
	slices.Sort(f.took)
	return milliseconds(f.took[int(share*float64(len(f.took)-1))])
}

func median(of []float64) float64 {
	if len(of) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// turn measures once more how many clients fare who ask s for the same over and over. It ends
// with the answers to what was asked by then.
func (f *figure) turn(s *server, ask func(*server, int) error, clients int, each time.Duration) {
	if f.failed != nil {
		return
	}
	began := time.Now()
	if f.failed = ask(s, s.next()); f.failed != nil {
		return
	}
	if time.Since(began) < each/5 { // warm up: PostgreSQL plans a statement anew for its first uses
		_, f.failed = s.together(ask, clients, each/5)
	}
	before, err := s.worked()
	if f.failed != nil || err != nil {
		f.failed = errors.Join(f.failed, err)
		return
	}
	began = time.Now()
	took, err := s.together(ask, clients, each)
	lasted := time.Since(began)
	after, failed := s.worked()
	if f.failed = errors.Join(err, failed); f.failed != nil {
		return
	}
	f.took = append(f.took, took...)
	f.perSecond = append(f.perSecond, float64(len(took))/lasted.Seconds())
	f.processor = append(f.processor, milliseconds(after-before)/float64(len(took)))
}

func (s *server) next() int { return int(s.calls.Add(1)) }

// together has clients ask for so long, until one fails.
func (s *server) together(ask func(*server, int) error, clients int, each time.Duration) ([]time.Duration, error) {
	var wait sync.WaitGroup
	took, errs := make([][]time.Duration, clients), make([]error, clients)
	began := time.Now()
	for c := range clients {
		wait.Go(func() {
			for errs[c] == nil && time.Since(began) < each {
				from := time.Now()
				errs[c] = ask(s, s.next())
				took[c] = append(took[c], time.Since(from))
			}
		})
	}
	wait.Wait()
	if err := slices.IndexFunc(errs, func(err error) bool { return err != nil }); err >= 0 {
		return nil, errs[err]
	}
	return slices.Concat(took...), nil
}

// A cell is one thing that is measured, with so many clients.
type cell struct {
	page    page
	clients int
	figures []*figure // of each server
}

// measured has the servers take turns in each cell; all but the one whose turn it is rest.
func (b *bench) measured(servers []*server, of []page, clients []int) (cells []*cell) {
	for _, p := range of {
		if len(b.only) > 0 && !slices.Contains(b.only, p.short) {
			continue
		}
		for _, n := range clients {
			c := &cell{page: p, clients: n}
			for range servers {
				c.figures = append(c.figures, &figure{})
			}
			cells = append(cells, c)
		}
	}
	for _, s := range servers {
		s.rests()
	}
	for turn := range b.turns {
		b.say("turn %d of %d", turn+1, b.turns)
		for _, c := range cells {
			for i := range servers {
				i = (i + turn) % len(servers)
				s, ask := servers[i], c.page.ask
				if s.rival != nil {
					ask = c.page.rival
				}
				if ask == nil {
					continue
				}
				s.goesOn()
				before := c.figures[i].failed
				c.figures[i].turn(s, ask, c.clients, b.each)
				s.rests()
				if failed := c.figures[i].failed; failed != nil && before == nil {
					b.tell(s, c, failed)
				}
			}
		}
	}
	for _, s := range servers {
		s.goesOn()
	}
	return cells
}

func (b *bench) tell(s *server, c *cell, failed error) {
	b.say("%s, %s, %d clients: %v", s.name, c.page.name, c.clients, failed)
	if r, is := errors.AsType[refused](failed); is && b.loud {
		fmt.Println(r.body)
	}
}
