package store

import (
	"context"
	"database/sql"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"footbridge.org/footbridge/internal/id"
)

// The kinds of thing that a row can be of, as the policy spells them.
var (
	ofOrganisation = id.Organisation("").Kind()
	ofParticipant  = id.Participant("").Kind()
	ofAccount      = id.Account("").Kind()
	ofStudy        = id.Study("").Kind()
)

// An owner says whose a row is: the column that names them, and what they are.
type owner struct{ column, kind string }

// owners are those of the tables whose key doesn't begin with them.
var owners = map[string][]owner{
	"organisation": {{"id", ofOrganisation}},
	"participant":  {{"id", ofParticipant}},
	"account":      {{"id", ofAccount}, {"participant_id", ofParticipant}},
	"study":        {{"id", ofStudy}},
	"address":      {{"account_id", ofAccount}},
	"role_grant":   {{"account_id", ofAccount}},
	"sign_in":      {{"account_id", ofAccount}},
	"session":      {{"account_id", ofAccount}},
	"own_number":   {{"account_id", ofAccount}},
	"draft":        {{"account_id", ofAccount}},

	"remembered_phone": {{"account_id", ofAccount}},
	"lookup":           {{"owner_id", ofParticipant}},
}

// keyOwners are those of every table whose key begins with the column.
var keyOwners = map[string]string{"participant_id": ofParticipant, "account_id": ofAccount}

// ownersOf lists whose the rows of a table are, beside their organisation's.
func ownersOf(table string) []owner {
	if list := owners[table]; list != nil {
		return list
	}
	key := keyOf(table)
	if len(key) == 0 || keyOwners[key[0]] == "" {
		return nil
	}
	return []owner{{key[0], keyOwners[key[0]]}}
}

// keyTable holds everybody's keys. A key is drawn before the row of the person it
// is for, so whose it is gets asked when the change ends.
const keyTable = "person_key"

// A write is what the text of a query says of the rows that it writes.
type write struct {
	table  string
	insert bool
	remove bool
	given  map[string]int    // which argument a column gets, or is held to: from 0
	sets   map[string]string // what a column is set to, as the text has it
}

var (
	writeVerb   = regexp.MustCompile(`(?s)^(?:\s*--[^\n]*\n)*\s*(INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)`)
	insertLists = regexp.MustCompile(`(?s)\(([^)]*)\)\s+VALUES\s+\(([^)]*)\)`)
	heldTo      = regexp.MustCompile(`(\w+) = \$(\d+)`)
	writes      sync.Map // the text: *write, nil for one that only reads
)

// writeOf reads what query writes; nil when it writes nothing.
func writeOf(query string) *write {
	if known, is := writes.Load(query); is {
		return known.(*write)
	}
	w := readWrite(query)
	writes.Store(query, w)
	return w
}

func readWrite(query string) *write {
	m := writeVerb.FindStringSubmatch(query)
	if m == nil {
		return nil
	}
	w := &write{table: m[2], insert: m[1] == "INSERT INTO", remove: m[1] == "DELETE FROM", given: map[string]int{},
		sets: map[string]string{}}
	if w.insert {
		if lists := insertLists.FindStringSubmatch(query); lists != nil {
			values := strings.Split(lists[2], ",")
			for i, column := range strings.Split(lists[1], ",") {
				if i < len(values) {
					column, value := strings.TrimSpace(column), strings.TrimSpace(values[i])
					w.sets[column] = value
					w.take(column, strings.TrimPrefix(value, "$"))
				}
			}
		}
		return w
	}
	what, where, _ := strings.Cut(query, "WHERE")
	for _, held := range heldTo.FindAllStringSubmatch(where, -1) {
		w.take(held[1], held[2])
	}
	_, sets, _ := strings.Cut(what, " SET ")
	for _, set := range strings.Split(sets, ",") {
		if column, value, is := strings.Cut(set, " = "); is {
			w.sets[strings.TrimSpace(column)] = strings.TrimSpace(value)
		}
	}
	return w
}

func (w *write) take(column, number string) {
	if n, err := strconv.Atoi(number); err == nil {
		w.given[column] = n - 1
	}
}

// value is the text that a column is given or held to; none for one that isn't
// there, or is given as null.
func (w *write) value(column string, args []any) (string, bool) {
	n, is := w.given[column]
	if !is || n >= len(args) {
		return "", false
	}
	switch v := args[n].(type) {
	case string:
		return v, true
	case sql.NullString:
		return v.String, v.Valid
	}
	return "", false
}

// creates tells whether w makes a new thing of its own of the kind.
func (w *write) creates(o owner) bool {
	return w.insert && o.column == "id" && o.kind != ofOrganisation
}

// A subject is somebody, or something, that a change may write about.
type subject struct{ kind, key string }

func (r *recorder) bind(kind, key string) { r.bound[subject{kind, key}] = true }

// errUnbound is the mistake of a use case that writes about somebody whom its
// change hasn't named. It holds no id.
func errUnbound(table, kind string) error {
	return mistake("a write to %s is of a %s that the change has not named", table, kind)
}

// allow refuses a write to what is of another organisation, or of somebody whom
// this change hasn't named.
func (r *recorder) allow(ctx context.Context, w *write, args []any) error {
	if org, is := w.value("organisation_id", args); is && org != string(r.org) {
		return errUnbound(w.table, ofOrganisation)
	}
	if w.table == keyTable {
		key, _ := w.value("id", args)
		if !w.insert && !r.rewraps {
			return errUnbound(keyTable, "person or study")
		}
		if !w.insert {
			return nil
		}
		r.keys = append(r.keys, key)
		return nil
	}
	for _, o := range ownersOf(w.table) {
		key, is := w.value(o.column, args)
		if !is || w.creates(o) {
			continue // the convention's test sees to it that a write names its owners
		}
		holds, err := r.holds(ctx, subject{o.kind, key})
		if err != nil {
			return err
		}
		if !holds {
			return errUnbound(w.table, o.kind)
		}
	}
	return nil
}

const participantOfAccount = `-- name: ParticipantOfAccount :one
SELECT participant_id FROM account WHERE id = $1 AND organisation_id = $2`

// holds tells whether this change may write about s. Anybody who is named as a
// participant is named as the account with which they sign in, too.
func (r *recorder) holds(ctx context.Context, s subject) (bool, error) {
	if r.bound[s] || s.kind == ofOrganisation && s.key == string(r.org) {
		return true, nil
	}
	if s.kind != ofAccount {
		return false, nil
	}
	var participant sql.NullString
	err := r.QueryRowContext(ctx, participantOfAccount, s.key, string(r.org)).Scan(&participant)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, busy(err)
	}
	if participant.Valid && r.bound[subject{ofParticipant, participant.String}] {
		r.bound[s] = true
	}
	return r.bound[s], nil
}

// created binds what w has just made: it is this change's own.
func (r *recorder) created(w *write, args []any) {
	for _, o := range ownersOf(w.table) {
		if key, is := w.value(o.column, args); is && w.creates(o) {
			r.bind(o.kind, key)
		}
	}
}

// settled tells whether everything that was written may be committed.
func (r *recorder) settled() error {
	if r.broken != nil {
		return r.broken
	}
	for _, key := range r.keys {
		whose, _, _ := strings.Cut(key, ".") // somebody's workbook has a key of its own
		named := func(kind string) bool { return r.bound[subject{kind, whose}] }
		if !slices.ContainsFunc([]string{ofParticipant, ofAccount, ofStudy}, named) {
			return errUnbound(keyTable, "person or study")
		}
	}
	return nil
}
