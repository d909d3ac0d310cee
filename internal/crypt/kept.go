package crypt

import (
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// keptKeys are persons' keys that were opened a moment ago: a page asks for the same few again
// and again, and opening one costs more than the words do. One is found by what it was opened
// from, which the database is asked for each time, so that a key which was destroyed there, or
// wrapped anew, isn't found here. Nor does it stay: all are forgotten together, keptFor after
// the first of them came.
type keptKeys struct {
	opened *lru.Cache[wrappedKey, *Person]

	mu      sync.Mutex
	waiting bool // to forget them
}

type wrappedKey struct{ subject, wrapped string }

const (
	keptAtMost = 2048 // of 2 kB each
	keptFor    = 10 * time.Minute
)

func newKeptKeys() *keptKeys {
	opened, _ := lru.New[wrappedKey, *Person](keptAtMost) // it errs on a size below one
	return &keptKeys{opened: opened}
}

func (c *keptKeys) get(of wrappedKey) (*Person, bool) { return c.opened.Get(of) }

func (c *keptKeys) add(of wrappedKey, p *Person) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.opened.Add(of, p)
	if !c.waiting {
		c.waiting = true
		time.AfterFunc(keptFor, c.forget)
	}
}

// open is the key that is kept of of, or a new one of what find finds.
func (c *keptKeys) open(of wrappedKey, find func() ([]byte, error)) (*Person, error) {
	if p, kept := c.get(of); kept {
		return p, nil
	}
	key, err := find()
	if err != nil {
		return nil, err
	}
	p, err := newPerson(key)
	if err == nil {
		c.add(of, p)
	}
	return p, err
}

func (c *keptKeys) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.opened.Purge()
	c.waiting = false
}
