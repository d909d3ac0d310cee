package store

import (
	"database/sql"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strconv"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
)

// List lists all the facts of an owner in the server's order; those of a journal
// with threads one thread beside the other.
func (j *Journal[O, F]) List(r *ReadTx, of O) ([]ledger.Received[F], error) {
	if all, is := j.walked(r, of); is {
		return received(all[of]), nil
	}
	all, err := j.read(r, of, j.sql.list, valuesOf(of)...)
	return received(all), err
}

// ListOf lists the facts of one thread in the server's order.
func (j *Journal[O, F]) ListOf(r *ReadTx, of O, thread string) ([]ledger.Received[F], error) {
	all, err := j.read(r, of, j.sql.thread, append(valuesOf(of), thread)...)
	return received(all), err
}

// find finds one fact of an owner's.
func (j *Journal[O, F]) find(r *ReadTx, of O, key string) (storedAs[F], error) {
	owner, _ := keysOfOwner(of)
	all, err := j.read(r, of, j.sql.one, owner, key)
	if err == nil && len(all) == 0 {
		err = fault.Absent
	}
	if err != nil {
		return storedAs[F]{}, err
	}
	return all[0], nil
}

func (j *Journal[O, F]) read(r *ReadTx, of O, text string, values ...any) ([]storedAs[F], error) {
	if owner, _ := keysOfOwner(of); owner == "" {
		return nil, mistake("%s of nobody", j.Table)
	}
	return remembered(r, readOf(text, values), func() ([]storedAs[F], error) {
		all, err := j.rows(r, text, values...)
		return all[of], err
	})
}

// Of lists the facts of many owners at once, each in the server's order.
func (j *Journal[O, F]) Of(r *ReadTx, owners []O) (map[O][]ledger.Received[F], error) {
	found, err := j.of(r, owners)
	all := make(map[O][]ledger.Received[F], len(found))
	for of, list := range found {
		all[of] = received(list)
	}
	return all, err
}

// A walk goes through everybody, some at once: what is asked of one of them is read for all
// of those, once. Where somebody's can't be opened, each is read alone, to tell whose.
type walk struct {
	some []string       // at most ownersAtOnce
	read map[string]any // what was, by its query
	none bool           // nobody of them has anything yet, so that nothing is read
}

// walkAll goes through people in a walk. What each says ends it early, where it is an error.
func (t *ReadTx) walkAll(people []rows.ListProjectedFromRow, each func(rows.ListProjectedFromRow) error) error {
	for some := range slices.Chunk(people, ownersAtOnce) {
		var ids []string
		for _, p := range some {
			ids = append(ids, p.ID)
		}
		err := t.walkThrough(ids, func() error {
			for _, p := range some {
				if err := each(p); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// walkThrough has do go through some people, at most ownersAtOnce. Nothing of theirs is kept
// after it, their keys neither.
func (t *ReadTx) walkThrough(some []string, do func() error) error {
	keys := t.keys
	t.walk, t.keys = &walk{some: some, read: map[string]any{}}, map[string]*crypt.Person{}
	defer func() { t.walk, t.keys = nil, keys }()
	return do()
}

// ofWalk is what a query finds of one of those whom the walk passes now, read for all of them
// at once. It tells whether there is a walk. With an error, one of them may still be read alone.
func ofWalk[R any](t *ReadTx, query, participant string, scan func(rows.Rows) (of string, row R, err error)) ([]R, bool,
	error) {
	if t.walk == nil || !slices.Contains(t.walk.some, participant) {
		return nil, false, nil
	}
	if t.walk.none {
		return nil, true, nil
	}
	all, is := t.walk.read[query].(map[string][]R)
	if !is {
		all = map[string][]R{}
		found, err := t.rec.QueryContext(t.ctx, query, t.walk.values()...)
		if err == nil {
			err = scanEach(found, func(found rows.Rows) error {
				of, row, err := scan(found)
				all[of] = append(all[of], row)
				return err
			})
		}
		if err != nil {
			return nil, true, busy(err)
		}
		t.walk.read[query] = all
	}
	return all[participant], true, nil
}

// ofSome is ofWalk of rows whose columns are R's fields.
func ofSome[R any](t *ReadTx, query, participant string) ([]R, error) {
	list, _, err := ofWalk(t, query, participant, scanFields[R])
	return list, err
}

// scanFields reads a row whose columns are R's fields, the first of which says of whom it is.
func scanFields[R any](found rows.Rows) (of string, row R, err error) {
	fields := reflect.ValueOf(&row).Elem()
	into := make([]any, fields.NumField())
	for i := range into {
		into[i] = fields.Field(i).Addr().Interface()
	}
	err = found.Scan(into...)
	return fields.Field(0).String(), row, err
}

// values are the people of a walk as a query for ownersAtOnce of them takes these.
func (w *walk) values() []any {
	values := make([]any, ownersAtOnce)
	for i := range values {
		values[i] = w.some[min(i, len(w.some)-1)]
	}
	return values
}

// walked are the facts of owners, where the walk passes all of them now.
func (j *Journal[O, F]) walked(r *ReadTx, owners ...O) (map[O][]storedAs[F], bool) {
	elsewhere := func(of O) bool {
		owner, _ := keysOfOwner(of)
		return !slices.Contains(r.walk.some, owner)
	}
	if r.walk == nil || slices.ContainsFunc(owners, elsewhere) {
		return nil, false
	}
	if r.walk.none {
		return nil, true
	}
	read, is := r.walk.read[j.sql.many].(map[O][]storedAs[F])
	if !is {
		var err error
		if read, err = j.rows(r, j.sql.many, r.walk.values()...); err != nil {
			read = nil
		}
		r.walk.read[j.sql.many] = read
	}
	if read == nil {
		return nil, false
	}
	all := map[O][]storedAs[F]{}
	for _, of := range owners {
		if list := read[of]; len(list) > 0 {
			all[of] = list
		}
	}
	return all, true
}

func (j *Journal[O, F]) of(r *ReadTx, owners []O) (map[O][]storedAs[F], error) {
	if all, is := j.walked(r, owners...); is {
		return all, nil
	}
	all := map[O][]storedAs[F]{}
	asked := map[O]bool{}
	owners = slices.DeleteFunc(slices.Clone(owners), func(of O) bool {
		asked[of] = true
		list, is := r.rec.read[readOf(j.sql.list, valuesOf(of))].([]storedAs[F])
		if is = is && len(j.Beside) == 0; is && len(list) > 0 {
			all[of] = list
		}
		return is
	})
	for len(owners) > 0 {
		some := owners[:min(len(owners), ownersAtOnce)]
		owners = owners[len(some):]
		values := make([]any, ownersAtOnce)
		for i := range values {
			values[i], _ = keysOfOwner(some[min(i, len(some)-1)])
		}
		found, err := j.rows(r, j.sql.many, values...)
		if err != nil {
			return nil, err
		}
		maps.Copy(all, found)
	}
	maps.DeleteFunc(all, func(of O, _ []storedAs[F]) bool { return !asked[of] })
	return all, nil
}

// A storedFact is a fact's row.
type storedFact struct {
	owner, course, id, by string
	at                    instant.Instant
	step, seq             int64
	sealed                []byte
	names                 []string // of the columns in clear
	clear                 []sql.NullString
}

// text is what stands in a column in clear; empty for null.
func (s storedFact) text(column string) string { return s.column(column).String }

func (s storedFact) column(name string) sql.NullString {
	if i := slices.Index(s.names, name); i >= 0 {
		return s.clear[i]
	}
	return sql.NullString{}
}

// is tells whether a column in clear says yes.
func (s storedFact) is(column string) bool {
	yes, _ := strconv.ParseBool(s.text(column))
	return yes
}

// storedAs is a fact with the row that it was read from.
type storedAs[F any] struct {
	ledger.Received[F]
	row storedFact
}

func received[F any](list []storedAs[F]) (facts []ledger.Received[F]) {
	for _, f := range list {
		facts = append(facts, f.Received)
	}
	return facts
}

// rows reads facts, and then opens them: a key is looked up by a query of its
// own, and no two are under way at once.
func (j *Journal[O, F]) rows(r *ReadTx, text string, values ...any) (map[O][]storedAs[F], error) {
	found, err := r.rec.QueryContext(r.ctx, text, values...)
	if err != nil {
		return nil, busy(err)
	}
	clear := j.clear()
	if text == j.sql.list || text == j.sql.thread {
		clear = j.known()
	}
	list, err := scan(found, clear)
	if err != nil {
		return nil, busy(err)
	}
	all := map[O][]storedAs[F]{}
	for _, row := range list {
		f, err := j.open(r, row)
		if err != nil {
			return nil, err
		}
		of := ownerFrom[O](row.owner, row.course)
		all[of] = append(all[of], storedAs[F]{f, row})
	}
	return all, nil
}

// scan reads rows with these columns in clear.
func scan(found rows.Rows, names []string) (list []storedFact, err error) {
	defer func() { err = errors.Join(err, found.Close()) }()
	row := storedFact{names: names}
	clear := make([]sql.NullString, len(names))
	into := []any{&row.owner, &row.course, &row.id, &row.at, &row.by, &row.step, &row.seq, &row.sealed}
	for i := range clear {
		into = append(into, &clear[i])
	}
	for found.Next() {
		if err := found.Scan(into...); err != nil {
			return nil, err
		}
		row.clear = slices.Clone(clear)
		list = append(list, row)
	}
	return list, found.Err()
}

// open opens a fact that was read, by this journal's queries or by another that
// reads many people's.
func (j *Journal[O, F]) open(r *ReadTx, row storedFact) (ledger.Received[F], error) {
	if c := CostIn(r.ctx); c != nil {
		c.Facts.Add(1)
	}
	f := ledger.Received[F]{At: row.at.Time, By: row.by, Number: int(row.step), Change: row.seq}
	unseal := func(into any) error {
		if j.Hidden {
			return nil
		}
		k, err := r.keyFor(row.owner)
		if err != nil {
			return err
		}
		return open(k, j.Table, row.id, row.sealed, into)
	}
	if j.Words.fact == nil {
		return f, unseal(&f.Fact)
	}
	var err error
	f.Fact, err = j.Words.fact(row, unseal)
	return f, err
}
