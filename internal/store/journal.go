package store

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
)

// An Owner is what a journal hangs on: a course of support, a person whatever
// course they are in, or a worker.
type Owner interface {
	comparable
	programme.CourseOfSupport | id.Participant | id.Account
}

// A Journal is how the facts of one noun are kept: in a table of their own, each
// sealed under its owner's key, in the server's order, never edited. A noun
// describes its journal once, and the SQL is built from that.
//
// Its table has, after the owner's column and id: at, by_account, step, sealed,
// body and seq; course_id where it hangs on a course; and the columns named here.
type Journal[O Owner, F any] struct {
	Table  string
	Noun   string // as the queries are named: EndingFact gives AddEndingFact and ListEndingFacts
	Key    func(F) string
	Thread Column[F]   // what a fact is about, when each such thing has a history, and a count, of its own
	Clear  []Column[F] // what else stands in clear
	Beside []string    // columns of what the fact doesn't know: given with it, and read by no plain list

	Numbered   []string // the tables whose facts are numbered together; none named: its own alone
	Unnumbered bool     // the table has no step: its facts are in the order in which they came
	Only       string   // the condition that tells its rows, in a table that holds another journal's too
	Words      Words[F] // what is sealed, when that isn't the whole fact
	Hidden     bool     // what is sealed is only ever written, and no query reads it
	Undone     string   // the table of what takes its facts back; none where nothing does

	sql texts
}

// A Column is one that stands in clear beside what is sealed.
type Column[F any] struct {
	Name string
	Of   func(F) any
}

// Words are the part of a fact that is sealed, when the rest stands in clear.
type Words[F any] struct {
	of   func(F) any
	fact func(row storedFact, unseal func(into any) error) (F, error)
}

// wordsOf are those that of takes out of a fact, and that fact puts back.
func wordsOf[F, W any](of func(F) W, fact func(storedFact, W) (F, error)) Words[F] {
	return Words[F]{
		of: func(f F) any { return of(f) },
		fact: func(row storedFact, unseal func(any) error) (F, error) {
			var w W
			if err := unseal(&w); err != nil {
				return *new(F), err
			}
			return fact(row, w)
		},
	}
}

// texts are the queries of a journal.
type texts struct{ add, body, count, one, list, thread, many string }

// journalQueries are the queries of every journal, by name. The first journal
// makes the map: they are described before this file's own values are there.
var journalQueries map[string]string

// journals are all that were described, whatever their facts are.
var journals []interface{ queries() texts }

func (j *Journal[O, F]) queries() texts { return j.sql }

// JournalQueries returns the text of every journal's queries by name: sqlc
// doesn't see them, so a test has both engines prepare them.
func JournalQueries() map[string]string { return maps.Clone(journalQueries) }

// journal makes what is described ready for use.
func journal[O Owner, F any](j Journal[O, F]) *Journal[O, F] {
	owner, course := columnsOfOwner[O]()
	of := owner + " = $1" // whose facts, by the owner's own parameters
	firstCourse := "''"   // of what has no courses
	if course {
		of += " AND coalesce(course_id, participant_id) = $2"
		firstCourse = "coalesce(course_id, participant_id)"
	}
	within := of
	if j.Thread.Name != "" {
		within += fmt.Sprintf(" AND %s = $%d", j.Thread.Name, strings.Count(of, "$")+1)
	}
	step, order, sealed := "step", "step, id", "sealed"
	if j.Unnumbered {
		step, order = "0 AS step", "at, id"
	}
	if j.Hidden {
		sealed = "'' AS sealed"
	}
	columns := []string{owner, firstCourse + " AS course", "id", "at", "by_account", step, "coalesce(seq, 0) AS seq",
		sealed}
	reading := func(clear []string) string {
		return "SELECT " + strings.Join(slices.Concat(columns, clear), ", ") + " FROM " + j.Table + " WHERE "
	}
	list, all := reading(j.known()), reading(j.clear())
	one := all
	for _, only := range j.holding() {
		list, all = list+only+" AND ", all+only+" AND "
	}
	add, nouns := j.inserted(owner, course), plural(j.Noun)
	j.sql = texts{
		add: journalQuery("Add"+j.Noun+" :exec",
			"INSERT INTO "+j.Table+" ("+strings.Join(add, ", ")+") VALUES ("+marks(len(add))+")"),
		body: journalQuery("Find"+j.Noun+"Body :one", "SELECT body FROM "+j.Table+" WHERE "+owner+" = $1 AND id = $2"),
		one:  journalQuery("Find"+j.Noun+" :one", one+owner+" = $1 AND id = $2"),
		list: journalQuery("List"+nouns+" :many", list+of+" ORDER BY "+order),
		many: journalQuery("List"+nouns+"OfMany :many",
			all+owner+" IN ("+marks(ownersAtOnce)+") ORDER BY "+owner+", "+order),
	}
	if !j.Unnumbered {
		j.sql.count = journalQuery("Count"+nouns+" :one", "SELECT "+j.counted(within))
	}
	if j.Thread.Name != "" {
		j.sql.thread = journalQuery("List"+nouns+"OfOne :many", list+within+" ORDER BY "+order)
	}
	journals = append(journals, &j)
	return &j
}

// holding are the conditions that tell its rows, without those that were taken back:
// these are still found one by one, counted, and known when they are sent again.
func (j *Journal[O, F]) holding() (list []string) {
	if j.Only != "" {
		list = append(list, j.Only)
	}
	if j.Undone != "" {
		list = append(list, fmt.Sprintf("NOT EXISTS (SELECT 1 FROM %[1]s u WHERE u.participant_id = %[2]s.participant_id"+
			" AND u.kind = '%[2]s' AND u.fact_id = %[2]s.id)", j.Undone, j.Table))
	}
	return list
}

// inserted names the columns of a new row, in the order in which Add gives them.
func (j *Journal[O, F]) inserted(owner string, course bool) []string {
	columns := append([]string{owner, "id"}, j.clear()...)
	columns = append(columns, "at", "by_account")
	if !j.Unnumbered {
		columns = append(columns, "step")
	}
	columns = append(columns, "sealed", "body", "seq")
	if course {
		columns = append(columns, "course_id")
	}
	return columns
}

// counted is how many there are of what is numbered together.
func (j *Journal[O, F]) counted(within string) string {
	tables := j.Numbered
	if len(tables) == 0 {
		tables = []string{j.Table}
	}
	var counts []string
	for _, table := range tables {
		counts = append(counts, "(SELECT count(*) FROM "+table+" WHERE "+within+")")
	}
	return strings.Join(counts, " + ")
}

func plural(noun string) string {
	if stem, is := strings.CutSuffix(noun, "y"); is {
		return stem + "ies"
	}
	if strings.HasSuffix(noun, "ch") {
		return noun + "es"
	}
	return noun + "s"
}

// ownersAtOnce is how many owners one query reads: always as many marks, so that
// there is one text.
const ownersAtOnce = 50

func columnsOfOwner[O Owner]() (owner string, course bool) {
	switch any(*new(O)).(type) {
	case programme.CourseOfSupport:
		return "participant_id", true
	case id.Account:
		return "account_id", false
	}
	return "participant_id", false
}

func keysOfOwner[O Owner](of O) (owner, course string) {
	switch of := any(of).(type) {
	case programme.CourseOfSupport:
		return string(of.Participant), string(of.ID)
	case id.Account:
		return string(of), ""
	case id.Participant:
		return string(of), ""
	}
	return "", ""
}

func ownerFrom[O Owner](owner, course string) (of O) {
	switch into := any(&of).(type) {
	case *programme.CourseOfSupport:
		*into = programme.CourseOfSupport{Participant: id.Participant(owner), ID: id.Course(course)}
	case *id.Account:
		*into = id.Account(owner)
	case *id.Participant:
		*into = id.Participant(owner)
	}
	return of
}

// clear names the columns that stand in clear: those that the fact knows, and
// last those that are given with it.
func (j *Journal[O, F]) clear() []string { return append(j.known(), j.Beside...) }

// known names the columns that a fact gives by itself, the thread's first.
func (j *Journal[O, F]) known() (names []string) {
	for _, c := range j.columns() {
		names = append(names, c.Name)
	}
	return names
}

func (j *Journal[O, F]) columns() []Column[F] {
	if j.Thread.Name == "" {
		return j.Clear
	}
	return append([]Column[F]{j.Thread}, j.Clear...)
}

func journalQuery(name, text string) string {
	text = "-- name: " + name + "\n" + text + "\n"
	if journalQueries == nil {
		journalQueries = map[string]string{}
	}
	journalQueries[strings.Fields(name)[0]] = text
	return text
}

func marks(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf("$%d", i+1)
	}
	return strings.Join(list, ", ")
}

// Sent answers fault.Unchanged when f is there already, a conflict when its id
// stands for another fact of the owner's, and nothing when it is new.
func (j *Journal[O, F]) Sent(r *ReadTx, of O, f F) error {
	owner, _ := keysOfOwner(of)
	var stored []byte
	err := r.rec.QueryRowContext(r.ctx, j.sql.body, owner, j.Key(f)).Scan(&stored)
	return r.sentAgain(owner, f, stored, err)
}

// Add appends f, with the values of the columns Beside. The caller has checked
// that it isn't a repeat.
func (j *Journal[O, F]) Add(w *Tx, of O, f F, beside ...any) error {
	owner, course := keysOfOwner(of)
	if len(beside) != len(j.Beside) {
		return mistake("%s without what stands beside it", j.Table)
	}
	if j.Key(f) == "" {
		return mistake("%s without an id", j.Table)
	}
	sealed, digest, err := j.seal(w, owner, f)
	if err != nil {
		return err
	}
	values := []any{owner, j.Key(f)}
	for _, c := range j.columns() {
		values = append(values, c.Of(f))
	}
	values = append(append(values, beside...), instant.At(w.now), w.by)
	if !j.Unnumbered {
		step, err := j.next(w, of, f)
		if err != nil {
			return err
		}
		values = append(values, step)
	}
	seq, err := w.seq()
	if err != nil {
		return err
	}
	values = append(values, sealed, digest, seq)
	if course != "" {
		values = append(values, course)
	}
	_, err = w.rec.ExecContext(w.ctx, j.sql.add, values...)
	return busy(err)
}

func (j *Journal[O, F]) seal(w *Tx, owner string, f F) (sealed, digest []byte, err error) {
	k, err := w.keyFor(owner)
	if err != nil {
		return nil, nil, err
	}
	if digest, err = body(k, f); err != nil {
		return nil, nil, err
	}
	var what any = f
	if j.Words.of != nil {
		what = j.Words.of(f)
	}
	sealed, err = seal(k, j.Table, j.Key(f), what)
	return sealed, digest, err
}

// next is the number of the fact that comes now, counted from one.
func (j *Journal[O, F]) next(r *Tx, of O, f F) (int64, error) {
	values := valuesOf(of)
	if j.Thread.Name != "" {
		values = append(values, j.Thread.Of(f))
	}
	var before int64
	err := r.rec.QueryRowContext(r.ctx, j.sql.count, values...).Scan(&before)
	return before + 1, busy(err)
}

// valuesOf are the parameters that name an owner.
func valuesOf[O Owner](of O) []any {
	owner, course := keysOfOwner(of)
	if course == "" {
		return []any{owner}
	}
	return []any{owner, course}
}
