package store

import (
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/ledger"
)

// Facts are those of one owner in a journal. A change adds to them by
// kernel.Record; a look reads them.
type Facts[F any] struct {
	sent    func(F) error
	earlier func(F) (F, bool, error)
	add     func(*Tx, F) error
	list    func() ([]ledger.Received[F], error)
}

// facts are those of an owner; beside is what a new one is given besides.
func (j *Journal[O, F]) facts(r *ReadTx, of O, beside ...any) Facts[F] {
	return Facts[F]{
		sent: func(f F) error { return j.Sent(r, of, f) },
		earlier: func(f F) (F, bool, error) {
			known, err := j.find(r, of, j.Key(f))
			if fault.Of(err) == fault.NotFound {
				return f, false, nil
			}
			return known.Fact, err == nil, err
		},
		add:  func(w *Tx, f F) error { return j.Add(w, of, f, beside...) },
		list: func() ([]ledger.Received[F], error) { return j.List(r, of) },
	}
}

// Sent answers fault.Unchanged when f is there already, a conflict when its id
// stands for another fact of the owner's, and nothing when it is new.
func (s Facts[F]) Sent(f F) error { return s.sent(f) }

// Earlier is the fact that is there under f's id, and whether there is one. What
// the server says of a fact, as its day, stays when it is sent again.
func (s Facts[F]) Earlier(f F) (F, bool, error) { return s.earlier(f) }

// Add appends f. The caller has checked that it isn't a repeat.
func (s Facts[F]) Add(w *Tx, f F) error { return s.add(w, f) }

// List lists them in the server's order, each with when and from whom it came.
func (s Facts[F]) List() ([]ledger.Received[F], error) { return s.list() }

// All lists them in the server's order, and nothing of when and from whom.
func (s Facts[F]) All() ([]F, error) {
	list, err := s.list()
	return ledger.Facts(list), err
}
