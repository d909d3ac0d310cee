package workbook

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A Base is the version of an answer that somebody saw while they wrote.
type Base struct {
	Revision int    // counted from 1 by the server; 0 when nothing was there
	Hash     string // Digest of the answer
}

// String is the base as a form carries it.
func (b Base) String() string { return strconv.Itoa(b.Revision) + "-" + b.Hash }

// BaseName is the form's name of the base of the field with the key.
func BaseName(key string) string { return key + ".base" }

// ReadBase takes the base of the field with the key out of a form. A form
// without one, or with one that can't be read, was based on nothing: whatever
// stands now then meets it as another version, and is not overwritten.
func ReadBase(form url.Values, key string) Base {
	number, hash, _ := strings.Cut(form.Get(BaseName(key)), "-")
	revision, err := strconv.Atoi(number)
	if err != nil || revision < 0 {
		return Base{}
	}
	return Base{Revision: revision, Hash: hash}
}

// A Kept is what the server holds of one field: the answer that stands, the
// number of its revision, and the other versions that met it and still wait
// for the person to choose. Earlier revisions are the store's.
type Kept struct {
	Revision int
	Answer   Answer // nil is blank
	Others   []OtherAnswer
}

// An OtherAnswer is a version that met a newer one. It is shown beside the answer
// until the person has chosen.
type OtherAnswer struct {
	From   id.Operation
	Answer Answer
}

// Base is what a form drawn from k carries.
func (k Kept) Base() Base { return Base{Revision: k.Revision, Hash: Digest(k.Answer)} }

// An Operation is one saving of one field. The pair (ID, Field) is sent once
// in effect: the store, which keeps them, answers a repeated pair with what it
// answered before, and doesn't merge it again.
type Operation struct {
	ID        id.Operation
	Field     string
	Base      Base
	Value     Answer
	WrittenAt time.Time      // by the device's own clock: shown, and orders nothing
	Settles   []id.Operation // the other versions that the person saw, and chose Value over
}

// Operations returns what a sent form asks to save: one operation for each of
// the page's fields that the form asks about, all with the id that the form
// carries. A daily dial that was left blank on a day that has no number yet asks
// nothing: another day's number is no answer to take away.
func (p Page) Operations(form url.Values, op id.Operation, now map[string]Kept, today programme.Date) []Operation {
	var all []Operation
	for _, f := range p.Fields {
		if !asks(form, f.Key) {
			continue
		}
		value := Read(f, form, today)
		if f.Daily && IsBlank(value) && IsBlank(ForDay(f, now[f.Key].Answer, formDay(f, form, today))) {
			continue
		}
		all = append(all, Operation{ID: op, Field: f.Key, Base: ReadBase(form, f.Key), Value: value})
	}
	return all
}

// asks tells whether a form has anything of the field with the key: an answer,
// or the base that stands in it even where nothing is ticked. A form with a part
// of a page leaves the rest of it as it is.
func asks(form url.Values, key string) bool {
	for name := range form {
		if name == key || strings.HasPrefix(name, key+".") {
			return true
		}
	}
	return false
}

// Verdict is what became of an operation.
type Verdict string

const (
	Accepted  Verdict = "accepted"   // a new revision stands
	Unchanged Verdict = "unchanged"  // it says what is there already: nothing to write
	Settled   Verdict = "settled"    // the answer stays; the other versions that it names are gone
	OtherKept Verdict = "other_kept" // a different answer had come first: it stands, and this one waits beside it
)

// Merge says what becomes of op when it meets now. Both texts survive a
// meeting: nothing is chosen here, and device clocks order nothing. The rule is
// that of the sync design: an operation whose base is what stands is accepted,
// also when that came back after a detour (same hash, other revision); one
// that says what stands, or that changed nothing of what it was based on, is
// unchanged; any other is kept as another version. Only what the person saw is
// settled, and only when their choice is accepted.
func Merge(now Kept, op Operation) (Kept, Verdict) {
	switch {
	case Same(op.Value, now.Answer):
		return now.settle(op)
	case len(op.Settles) == 0 && Digest(op.Value) == op.Base.Hash:
		return now, Unchanged
	case op.Base.Hash == Digest(now.Answer):
		now, _ = now.settle(op)
		now.Revision++
		now.Answer = Clean(op.Value)
		return now, Accepted
	case slices.ContainsFunc(now.Others, func(o OtherAnswer) bool { return Same(o.Answer, op.Value) }):
		return now, Unchanged
	}
	now.Others = append(slices.Clone(now.Others), OtherAnswer{From: op.ID, Answer: Clean(op.Value)})
	return now, OtherKept
}

// Waits tells whether all of those other versions still wait for a choice.
func (k Kept) Waits(others []id.Operation) bool {
	return !slices.ContainsFunc(others, func(from id.Operation) bool {
		return !slices.ContainsFunc(k.Others, func(o OtherAnswer) bool { return o.From == from })
	})
}

// settle takes away the other versions that op chose over.
func (k Kept) settle(op Operation) (Kept, Verdict) {
	var left []OtherAnswer
	for _, o := range k.Others {
		if !slices.Contains(op.Settles, o.From) {
			left = append(left, o)
		}
	}
	if len(left) == len(k.Others) {
		return k, Unchanged
	}
	k.Others = left
	return k, Settled
}
