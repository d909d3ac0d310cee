package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
)

// A noun needs no test of what is said here: it holds for every journal that is
// described.
func TestEveryJournalKeepsAFactOnceAndSealed(t *testing.T) {
	each(t, func(t *testing.T, db *DB) {
		h := live(t, db, 3, 0)
		for _, j := range journals {
			j.(interface{ tryOut(*history, *lived) }).tryOut(h, h.orgs[0])
		}
		ok(t, wholeness(t, db))
	})
}

// tryOut adds a made-up fact, sends it again, sends another under its id, and
// reads back what is kept.
func (j *Journal[O, F]) tryOut(h *history, o *lived) {
	h.t.Helper()
	var of O
	switch into := any(&of).(type) {
	case *programme.CourseOfSupport:
		*into = programme.FirstCourse(newcomer(h, o))
	case *id.Participant:
		*into = newcomer(h, o)
	case *id.Account:
		h.account(o)
		*into = o.accounts[len(o.accounts)-1]
	}
	owner, _ := keysOfOwner(of)
	name := h.name(j.Noun)
	fact, other := madeUp(j, o, name, "once upon a time"), madeUp(j, o, name, "and then")
	var before []ledger.Received[F] // those who were just referred have a referral
	h.change(o, "try.out", owner, func(tx *Tx) {
		var err error
		before, err = j.List(tx.ReadTx, of)
		ok(h.t, err)
		if err := j.Sent(tx.ReadTx, of, fact); err != nil {
			h.t.Errorf("%s: before it is there, sending it answers %v", j.Noun, err)
		}
		if err := j.Add(tx, of, *new(F), j.besides(h, o)...); err == nil && j.Key(*new(F)) == "" {
			h.t.Errorf("%s: one without an id is kept", j.Noun)
		}
		ok(h.t, j.Add(tx, of, fact, j.besides(h, o)...))
		if err := j.Sent(tx.ReadTx, of, fact); err != fault.Unchanged {
			h.t.Errorf("%s: sent again, it answers %v", j.Noun, err)
		}
		if err := j.Sent(tx.ReadTx, of, other); fault.Of(err) != fault.Conflict {
			h.t.Errorf("%s: another under its id answers %v", j.Noun, err)
		}
	})
	look, err := h.db.View(h.t.Context(), o.id)
	ok(h.t, err)
	defer look.Close()
	list, err := j.List(look.ReadTx, of)
	ok(h.t, err)
	if len(list) != len(before)+1 {
		h.t.Fatalf("%s: kept %+v", j.Noun, list)
	}
	kept := list[len(list)-1]
	if kept.By == "" || kept.At.IsZero() || !j.Unnumbered && kept.Number != 1 {
		h.t.Errorf("%s: kept by %q at %s as number %d", j.Noun, kept.By, kept.At, kept.Number)
	}
	if j.Words.of == nil && asJSON(h.t, kept.Fact) != asJSON(h.t, fact) {
		h.t.Errorf("%s: %+v became %+v", j.Noun, fact, kept.Fact)
	}
	j.sealsAllBut(h, owner, j.Key(fact), "once upon a time")
}

// besides are made-up values of what stands beside a fact.
func (j *Journal[O, F]) besides(h *history, o *lived) (values []any) {
	for _, name := range j.Beside {
		columns := columnsOf(h.t, h.db, j.Table)
		c := columns[slices.IndexFunc(columns, func(c column) bool { return c.name == name })]
		values = append(values, h.made(c))
		if name == "organisation_id" {
			values[len(values)-1] = string(o.id)
		}
	}
	return values
}

// sealsAllBut holds that nothing can be read of a word but where the journal
// says that it stands in clear.
func (j *Journal[O, F]) sealsAllBut(h *history, owner, key, word string) {
	h.t.Helper()
	column, _ := columnsOfOwner[O]()
	for _, c := range columnsOf(h.t, h.db, j.Table) {
		if slices.Contains(j.clear(), c.name) {
			continue
		}
		var stored any
		ok(h.t, h.db.read.QueryRow("SELECT "+c.name+" FROM "+j.Table+" WHERE "+column+" = $1 AND id = $2", owner,
			key).Scan(&stored))
		if b, is := stored.([]byte); is {
			stored = string(b)
		}
		if strings.Contains(fmt.Sprint(stored), word) || c.name == "sealed" && stored == "" {
			h.t.Errorf("%s: the column %s holds %q", j.Noun, c.name, stored)
		}
	}
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	ok(t, err)
	return string(text)
}

// madeUp is a fact of which every part is filled; of one that is this or that, the
// first that the journal keeps. Its id comes of name, so that two of one name are
// sent under one id; all else says word.
func madeUp[O Owner, F any](j *Journal[O, F], o *lived, name, word string) F {
	var f F
	v := reflect.ValueOf(&f).Elem()
	if !oneOfSeveral(v) {
		fillIn(v, o, name, word)
		return f
	}
	for i := 0; j.Key(f) == ""; i++ {
		f = *new(F)
		fillIn(v.Field(i), o, name, word)
	}
	return f
}

// oneOfSeveral tells whether v is one thing or another.
func oneOfSeveral(v reflect.Value) bool {
	for i := range v.NumField() {
		if v.Field(i).Kind() != reflect.Pointer {
			return false
		}
	}
	return true
}

func fillIn(v reflect.Value, o *lived, name, word string) {
	switch into := v.Addr().Interface().(type) {
	case *id.Team:
		*into = o.teams[0]
		return
	case *time.Time:
		*into = noon.Add(time.Duration(len(word)) * time.Hour)
		return
	case *programme.Date:
		*into = programme.Of(noon, time.UTC).AddDays(len(word))
		return
	case *programme.TimeOfDay:
		*into, _ = programme.MakeTimeOfDay(9, len(word))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(word)
		if strings.HasSuffix(v.Type().PkgPath(), "/id") {
			v.SetString(string(named[id.Entry](name + " of " + word)))
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(len(word)))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillIn(v.Elem(), o, name, word)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillIn(v.Index(0), o, name, word)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Name == "ID" {
				v.Field(i).SetString(string(named[id.Entry](name)))
				continue
			}
			fillIn(v.Field(i), o, name, word)
		}
	}
}
