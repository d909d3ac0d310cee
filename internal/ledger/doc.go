// Package ledger owns what all facts have in common: how one is received, which
// of them hold after corrections, how a fact moves a thing from state to state,
// and who is told next of what waits for somebody. It refuses what a fact is
// about: it knows no programme and no person.
package ledger
