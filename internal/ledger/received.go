package ledger

import "time"

// A Received fact is one that the server has, with when it came and from whom.
type Received[T any] struct {
	Fact T
	At   time.Time
	By   string // the account's id

	Number int   // in the server's order; 0 where that is told by At alone
	Change int64 // the organisation's change that it came with, among all kinds of facts; 0 of early builds
}

// Facts are what was received, without when and from whom.
func Facts[T any](list []Received[T]) []T {
	facts := make([]T, len(list))
	for i, r := range list {
		facts[i] = r.Fact
	}
	return facts
}
