package main

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// A figure is what one server reached in one thing, in all its turns.
type figure struct {
	perSecond []float64 // answered, of each turn
	processor []float64 // ms a request, of each turn
	took      []time.Duration
	late      int   // that were not answered within the service's ten seconds
	failed    error // the first answer that was wrong, or late when none was in time: there are no more turns
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
	if err := ask(s, s.next()); err != nil && !isLate(err) {
		f.failed = err
		return
	}
	if time.Since(began) < each/5 { // warm up: PostgreSQL plans a statement anew for its first uses
		_, _, f.failed = s.together(ask, clients, each/5)
	}
	before, err := s.worked()
	if f.failed != nil || err != nil {
		f.failed = errors.Join(f.failed, err)
		return
	}
	began = time.Now()
	took, late, err := s.together(ask, clients, each)
	lasted := time.Since(began)
	after, unread := s.worked()
	f.failed = errors.Join(err, unread)
	if f.failed == nil && late == len(took) {
		f.failed = errLate
	}
	if f.failed != nil {
		return
	}
	f.took, f.late = append(f.took, took...), f.late+late
	f.perSecond = append(f.perSecond, float64(len(took)-late)/lasted.Seconds())
	f.processor = append(f.processor, milliseconds(after-before)/float64(len(took)))
}

// gaveUp is after how long the service does not answer any more.
const gaveUp = 10 * time.Second

var errLate = errors.New("nothing was answered within the service's ten seconds")

// isLate tells whether the service gave up.
func isLate(err error) bool {
	r, is := errors.AsType[refused](err)
	return is && r.status == http.StatusServiceUnavailable
}

func (s *server) next() int { return int(s.calls.Add(1)) }

// together has clients ask for so long, until one is answered wrongly.
func (s *server) together(ask func(*server, int) error, clients int, each time.Duration) (all []time.Duration,
	late int, err error) {
	var wait sync.WaitGroup
	var lates atomic.Int64
	took, errs := make([][]time.Duration, clients), make([]error, clients)
	began := time.Now()
	for c := range clients {
		wait.Go(func() {
			for errs[c] == nil && time.Since(began) < each {
				from := time.Now()
				if err := ask(s, s.next()); isLate(err) {
					lates.Add(1)
				} else {
					errs[c] = err
				}
				took[c] = append(took[c], time.Since(from))
			}
		})
	}
	wait.Wait()
	for _, wrong := range errs {
		err = cmp.Or(err, wrong)
	}
	return slices.Concat(took...), int(lates.Load()), err
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
	b.say("measured")
	return cells
}

func (b *bench) tell(s *server, c *cell, failed error) {
	b.say("%s, %s, %d clients: %v", s.name, c.page.name, c.clients, failed)
	if r, is := errors.AsType[refused](failed); is && b.loud {
		fmt.Println(r.body)
	}
}
