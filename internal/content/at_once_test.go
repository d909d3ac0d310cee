package content

import (
	"sync"
	"testing"
)

// What is read once is shared from then on, and nobody changes it.
func TestTwentyTakeContentFromTheShelfAtOnce(t *testing.T) {
	shelf = sync.OnceValue(embedded)
	first := Programmes()[0]
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if d, err := Programme(first.Ref()); err != nil || d.Key != first.Key {
				t.Errorf("%s: %v", first.Key, err)
			}
			if b, err := LatestWorkbook(first.Workbook); err != nil || len(b.Fields()) == 0 {
				t.Errorf("its workbook: %v", err)
			}
		})
	}
	all.Wait()
}
