package prepared

import (
	"errors"
	"strings"
	"sync"
)

// A shelf has connections that are closed wait for whoever opens the same file
// next, statements and all. Only tests have files on it: each of them opens a
// database anew, and a fifth of its time went to preparing the same queries.
type shelf struct {
	lock  sync.Mutex
	files map[string]*file // by path
}

type file struct {
	idle  map[string][]*keepingConn // by address: a file has one of writers and one of readers
	inUse int
}

var shelved = &shelf{files: map[string]*file{}}

// Keep puts the file at path on the shelf: connections to it that are closed from
// now on stay open.
func Keep(path string) {
	shelved.lock.Lock()
	defer shelved.lock.Unlock()
	shelved.files[path] = &file{idle: map[string][]*keepingConn{}}
}

// InUse is how many connections to a file of the shelf somebody holds.
func InUse(path string) int {
	shelved.lock.Lock()
	defer shelved.lock.Unlock()
	return shelved.files[path].inUse
}

// Drop takes the file off the shelf, and closes what waited.
func Drop(path string) error {
	shelved.lock.Lock()
	defer shelved.lock.Unlock()
	var errs []error
	for _, waiting := range shelved.files[path].idle {
		for _, c := range waiting {
			errs = append(errs, c.end())
		}
	}
	delete(shelved.files, path)
	return errors.Join(errs...)
}

// of is the file that address leads to, or nil: in a service, always.
func (s *shelf) of(address string) *file {
	path, _, _ := strings.Cut(strings.TrimPrefix(address, "file:"), "?")
	return s.files[path]
}

func (s *shelf) take(address string) *keepingConn {
	s.lock.Lock()
	defer s.lock.Unlock()
	f := s.of(address)
	if f == nil || len(f.idle[address]) == 0 {
		return nil
	}
	f.inUse++
	last := len(f.idle[address]) - 1
	c := f.idle[address][last]
	f.idle[address] = f.idle[address][:last]
	return c
}

func (s *shelf) went(address string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if f := s.of(address); f != nil {
		f.inUse++
	}
}

func (s *shelf) putBack(c *keepingConn) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	f := s.of(c.address)
	if f == nil {
		return false
	}
	f.inUse--
	if !c.IsValid() {
		return false
	}
	f.idle[c.address] = append(f.idle[c.address], c)
	return true
}
