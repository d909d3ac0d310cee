package say

import (
	"sync"
	"testing"
)

// The first to ask has the catalogue read, and the others wait for it.
func TestTwentyReadTheCatalogueForTheFirstTimeAtOnce(t *testing.T) {
	once, words, known = sync.Once{}, nil, nil
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if !Has("fault.absent") || English().Say("fault.absent") != "We can't find that page." {
				t.Error("the catalogue was read before it was there")
			}
		})
	}
	all.Wait()
}
