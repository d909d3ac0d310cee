package store

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
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

	sql texts
}

// A Column is one that stands in clear beside what is sealed.
type Column[F any] struct {
	Name string
	Of   func(F) any
}

// texts are the queries of a journal.
type texts struct{ add, body, count, list, thread, many string }

// journalQueries are the queries of every journal, by name. The first journal
// makes the map: they are described before this file's own values are there.
var journalQueries map[string]string

// JournalQueries returns the text of every journal's queries by name: sqlc
// doesn't see them, so a test has both engines prepare them.
func JournalQueries() map[string]string { return maps.Clone(journalQueries) }

// journal makes what is described ready for use.
func journal[O Owner, F any](j Journal[O, F]) *Journal[O, F] {
	owner, course := columnsOfOwner[O]()
	columns := append([]string{owner, "id"}, j.clear()...)
	columns = append(columns, "at", "by_account", "step", "sealed", "body", "seq")
	of := owner + " = $1" // whose facts, by the owner's own parameters
	if course {
		columns = append(columns, "course_id")
		of += " AND coalesce(course_id, participant_id) = $2"
	}
	within := of
	if j.Thread.Name != "" {
		within += fmt.Sprintf(" AND %s = $%d", j.Thread.Name, strings.Count(of, "$")+1)
	}
	firstCourse := "''" // of what has no courses
	if course {
		firstCourse = "coalesce(course_id, participant_id)"
	}
	received := "SELECT " + owner + ", " + firstCourse + " AS course, id, at, by_account, sealed FROM %s WHERE "
	j.sql = texts{
		add: j.query("Add"+j.Noun+" :exec",
			"INSERT INTO %s ("+strings.Join(columns, ", ")+") VALUES ("+marks(len(columns))+")"),
		body:  j.query("Find"+j.Noun+"Body :one", "SELECT body FROM %s WHERE "+owner+" = $1 AND id = $2"),
		count: j.query("Count"+j.Noun+"s :one", "SELECT count(*) FROM %s WHERE "+within),
		list:  j.query("List"+j.Noun+"s :many", received+of+" ORDER BY step, id"),
		many:  j.query("List"+j.Noun+"sOfMany :many", received+owner+" IN ("+marks(ownersAtOnce)+") ORDER BY "+owner+", step, id"),
	}
	if j.Thread.Name != "" {
		j.sql.thread = j.query("List"+j.Noun+"sOfOne :many", received+within+" ORDER BY step, id")
	}
	return &j
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

// clear names the columns that stand in clear, that of the thread first.
func (j *Journal[O, F]) clear() (names []string) {
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

func (j *Journal[O, F]) query(name, text string) string {
	text = "-- name: " + name + "\n" + fmt.Sprintf(text, j.Table) + "\n"
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

// Add appends f. The caller has checked that it isn't a repeat.
func (j *Journal[O, F]) Add(w *Tx, of O, f F) error {
	owner, course := keysOfOwner(of)
	k, err := w.keyFor(owner)
	if err != nil {
		return err
	}
	digest, err := body(k, f)
	if err != nil {
		return err
	}
	sealed, err := seal(k, j.Table, j.Key(f), f)
	if err != nil {
		return err
	}
	step, err := j.next(w, of, f)
	if err != nil {
		return err
	}
	seq, err := w.seq()
	if err != nil {
		return err
	}
	values := []any{owner, j.Key(f)}
	for _, c := range j.columns() {
		values = append(values, c.Of(f))
	}
	values = append(values, instant.At(w.now), w.by, step, sealed, digest, seq)
	if course != "" {
		values = append(values, course)
	}
	_, err = w.rec.ExecContext(w.ctx, j.sql.add, values...)
	return busy(err)
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

// List lists all the facts of an owner in the server's order; those of a journal
// with threads one thread beside the other.
func (j *Journal[O, F]) List(r *ReadTx, of O) ([]ledger.Received[F], error) {
	return j.read(r, of, j.sql.list, valuesOf(of)...)
}

// ListOf lists the facts of one thread in the server's order.
func (j *Journal[O, F]) ListOf(r *ReadTx, of O, thread string) ([]ledger.Received[F], error) {
	return j.read(r, of, j.sql.thread, append(valuesOf(of), thread)...)
}

func (j *Journal[O, F]) read(r *ReadTx, of O, text string, values ...any) ([]ledger.Received[F], error) {
	if owner, _ := keysOfOwner(of); owner == "" {
		return nil, mistake("%s of nobody", j.Table)
	}
	all, err := j.rows(r, text, values...)
	return all[of], err
}

// Of lists the facts of many owners at once, each in the server's order.
func (j *Journal[O, F]) Of(r *ReadTx, owners []O) (map[O][]ledger.Received[F], error) {
	asked := map[O]bool{}
	for _, of := range owners {
		asked[of] = true
	}
	all := map[O][]ledger.Received[F]{}
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
	maps.DeleteFunc(all, func(of O, _ []ledger.Received[F]) bool { return !asked[of] })
	return all, nil
}

// A sealedFact is a fact as it is stored.
type sealedFact struct {
	owner, course, id, by string
	at                    instant.Instant
	sealed                []byte
}

// rows reads facts, and then opens them: a key is looked up by a query of its
// own, and no two are under way at once.
func (j *Journal[O, F]) rows(r *ReadTx, text string, values ...any) (map[O][]ledger.Received[F], error) {
	found, err := r.rec.QueryContext(r.ctx, text, values...)
	if err != nil {
		return nil, busy(err)
	}
	list, err := scanFacts(found)
	if err != nil {
		return nil, busy(err)
	}
	all := map[O][]ledger.Received[F]{}
	for _, row := range list {
		k, err := r.keyFor(row.owner)
		if err != nil {
			return nil, err
		}
		f, err := j.open(k, row)
		if err != nil {
			return nil, err
		}
		of := ownerFrom[O](row.owner, row.course)
		all[of] = append(all[of], f)
	}
	return all, nil
}

func scanFacts(found rows.Rows) (list []sealedFact, err error) {
	defer func() { err = errors.Join(err, found.Close()) }()
	for found.Next() {
		var row sealedFact
		if err := found.Scan(&row.owner, &row.course, &row.id, &row.at, &row.by, &row.sealed); err != nil {
			return nil, err
		}
		list = append(list, row)
	}
	return list, found.Err()
}

func (j *Journal[O, F]) open(k *crypt.Person, row sealedFact) (ledger.Received[F], error) {
	f := ledger.Received[F]{At: row.at.Time, By: row.by}
	return f, open(k, j.Table, row.id, row.sealed, &f.Fact)
}
