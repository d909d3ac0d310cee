// Package connect owns how a connection to either engine is opened and closed, and
// what it has prepared by then. It refuses to know what is asked on one: that is
// store's.
package connect

import (
	"database/sql/driver"
	"errors"
	"strings"
	"sync"
)

// A shelf has connections that are closed wait for who opens the same database next,
// with what they have prepared. Only tests have databases on it: each of them opens one
// anew, and a quarter of its time on SQLite, half on PostgreSQL, went to preparing and
// planning the same queries.
type shelf struct {
	lock      sync.Mutex
	databases map[string]*shelvedDatabase // by address, without what follows a question mark
}

type shelvedDatabase struct {
	idle  map[string][]conn // by whole address: a SQLite file has one of writers and one of readers
	inUse int
}

type conn interface {
	driver.Conn
	usable() bool // by somebody else
	end() error
}

var shelved = &shelf{databases: map[string]*shelvedDatabase{}}

// Keep puts a database on the shelf: connections to it that are closed from now on
// stay open. Its address is as for SQLite or Postgres.
func Keep(address string) {
	shelved.lock.Lock()
	defer shelved.lock.Unlock()
	shelved.databases[whole(address)] = &shelvedDatabase{idle: map[string][]conn{}}
}

// Kept counts the connections to a database of the shelf: that somebody holds, and
// that wait.
func Kept(address string) (inUse, idle int) {
	shelved.lock.Lock()
	defer shelved.lock.Unlock()
	d := shelved.databases[whole(address)]
	for _, waiting := range d.idle {
		idle += len(waiting)
	}
	return d.inUse, idle
}

// Drop takes a database off the shelf, and closes what waited.
func Drop(address string) error {
	shelved.lock.Lock()
	defer shelved.lock.Unlock()
	var errs []error
	for _, waiting := range shelved.databases[whole(address)].idle {
		for _, c := range waiting {
			errs = append(errs, c.end())
		}
	}
	delete(shelved.databases, whole(address))
	return errors.Join(errs...)
}

func whole(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return address
}

// open takes a connection that waits, or opens one. In a service none ever waits.
func (s *shelf) open(address string, open func() (conn, error)) (driver.Conn, error) {
	s.lock.Lock()
	d := s.databases[whole(address)]
	if d != nil {
		d.inUse++
		if last := len(d.idle[address]) - 1; last >= 0 {
			defer s.lock.Unlock()
			c := d.idle[address][last]
			d.idle[address] = d.idle[address][:last]
			return c, nil
		}
	}
	s.lock.Unlock()
	c, err := open()
	if err != nil && d != nil {
		s.lock.Lock()
		d.inUse--
		s.lock.Unlock()
	}
	return c, err
}

// close has a connection wait where its database is on the shelf, else it ends it.
func (s *shelf) close(address string, c conn) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	d := s.databases[whole(address)]
	if d == nil {
		return c.end()
	}
	d.inUse--
	if !c.usable() {
		return c.end()
	}
	d.idle[address] = append(d.idle[address], c)
	return nil
}
