package store

import (
	"context"
	"database/sql"
	"io/fs"
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/store/rows"
)

// uncovered are the tables that the trail does not cover, each with the reason.
var uncovered = map[string]string{
	"chain":          "the trail's own end, sealed by the master key",
	"entry":          "the trail itself, chained",
	"entry_row":      "the trail itself, under its entry's hash",
	"entry_person":   "the trail itself, under its entry's hash",
	"draft":          "what was typed and could not be taken, for fourteen days; each act about it is in the trail",
	"due_try":        "when due work is tried again, which puts it off by two hours at most",
	"finding_key":    "wrapped by the master key; verify recomputes what is found by it",
	"lookup":         "derived from identities; verify recomputes it",
	"standing":       "projected from facts; verify recomputes it, and an entry would tell masked readers when",
	"visiting":       "projected from facts; verify recomputes it",
	"waiting":        "projected from facts; verify recomputes it",
	"visited_before": "projected from facts; verify recomputes it",
	"covering":       "projected from facts; verify recomputes it",
	"held_by":        "projected from facts; verify recomputes it",
	"visit_day":      "projected from facts; verify recomputes it",
	"joined_record":  "projected from facts; verify recomputes it",
	"reported":       "projected from facts; verify recomputes it",
	"counter":        "counted by the facts; verify counts again",
}

// feeds says which parts of what is projected a table's rows are the facts of.
// Each of these tables' keys begins with the participant.
var feeds = map[string]part{
	"participant":       ofPerson,
	"screening":         ofMoves,
	"invitation":        ofMoves,
	"consent":           ofMoves,
	"declining":         ofMoves,
	"withdrawal":        ofMoves,
	"life_event":        ofLife,
	"undoing":           ofMoves,
	"undoing_of_visits": ofMoves | ofLife | ofMatches | ofEnding | ofTelling,
	"match":             ofMatches,
	"match_end":         ofMatches,
	"match_fact":        ofMatches,
	"course_fact":       ofPlans,
	"ending_fact":       ofEnding,
	"telling":           ofTelling,
	"note_copy":         ofCopies,
	"same_person":       ofJoined,
	"follow_up":         ofFollowUps,
	"earlier_course":    ofCourses,
}

// tableKeys says of every table which columns its key has, as the migrations do.
var tableKeys = sync.OnceValue(readKeys)

var (
	createTable = regexp.MustCompile(`(?s)CREATE TABLE (\w+) \((.*?)\n\);`)
	compoundKey = regexp.MustCompile(`PRIMARY KEY \(([\w, ]+)\)`)
	singleKey   = regexp.MustCompile(`(\w+)\s+TEXT PRIMARY KEY`)
)

func readKeys() map[string][]string {
	found := map[string][]string{}
	for _, text := range migrationTexts() {
		for _, table := range createTable.FindAllStringSubmatch(text, -1) {
			if m := compoundKey.FindStringSubmatch(table[2]); m != nil {
				found[table[1]] = strings.Split(m[1], ", ")
			} else if m := singleKey.FindStringSubmatch(table[2]); m != nil {
				found[table[1]] = []string{m[1]}
			}
		}
	}
	return found
}

// migrationTexts are the migrations in SQL by the names of their files, in their order.
func migrationTexts() iter.Seq2[string, string] {
	files, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil || len(files) == 0 {
		panic("there are no migrations")
	}
	return func(yield func(name, text string) bool) {
		for _, name := range files {
			text, err := migrations.ReadFile(name)
			if err != nil {
				panic(err)
			}
			if !yield(name, string(text)) {
				return
			}
		}
	}
}

func keyOf(table string) []string { return tableKeys()[table] }

// A recorder stands between the queries and the database. It notes every row
// that is written, so that no query can be forgotten by the trail; refuses to
// write what is not of the subjects that the change has named; and says of every
// error which query it came from, without the values that a driver puts in. By
// convention (held by a test) a write's first parameters are its row's key.
type recorder struct {
	inner   statements
	org     id.Organisation
	touched []*touched
	bound   map[subject]bool
	keys    []string        // that were given out
	begun   map[string]bool // the participants that this change has added
	rewraps bool            // everybody's keys, which stay what they are
	broken  error           // the first write that was refused: nothing of this change may stay

	read      map[asking]any  // what was read, until anything is written: see remembered
	unsettled map[string]part // of whom facts were written that what is projected doesn't know yet
	settle    func() error    // has it know them; nil for a look
}

// statements are run in a transaction, or each by itself.
type statements interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func newRecorder(inner statements, org id.Organisation) *recorder {
	return &recorder{inner: inner, org: org, bound: map[subject]bool{}, begun: map[string]bool{},
		unsettled: map[string]part{}}
}

// note remembers the row that w writes, for the entry to cover; nil for one that it doesn't.
func (r *recorder) note(ctx context.Context, w *write, args []any) (*touched, error) {
	if uncovered[w.table] != "" {
		return nil, nil
	}
	names := keyOf(w.table)
	if len(names) == 0 || len(args) < len(names) {
		return nil, mistake("a write to %s has no key", w.table)
	}
	row := &touched{table: w.table}
	for _, a := range args[:len(names)] {
		s, ok := a.(string)
		if !ok {
			return nil, mistake("the key of %s is a %T", w.table, a)
		}
		row.key = append(row.key, s)
	}
	if feeds[w.table] != 0 {
		r.unsettled[row.key[0]] |= feeds[w.table]
	}
	if w.table == "participant" && w.insert {
		r.begun[row.key[0]] = true
	}
	same := func(t *touched) bool { return t.table == row.table && slices.Equal(t.key, row.key) }
	if i := slices.IndexFunc(r.touched, same); i >= 0 {
		return r.touched[i], nil
	}
	r.touched = append(r.touched, row)
	if w.insert || w.remove {
		return row, nil
	}
	return row, r.before(ctx, row)
}

// ExecContext runs a write, if the change may make it. One that was refused, or
// reached no row where one was expected, spoils the whole change: a use case that
// takes no notice of the error commits nothing.
func (r *recorder) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	noticed(ctx, query)
	clear(r.read)
	w := writeOf(query)
	if w == nil {
		done, err := r.inner.ExecContext(ctx, query, args...)
		return done, inQuery(query, err)
	}
	err := r.allow(ctx, w, args)
	var row *touched
	if err == nil {
		row, err = r.note(ctx, w, args)
	}
	if err != nil {
		return nil, r.spoil(query, err)
	}
	done, err := r.inner.ExecContext(ctx, query, args...)
	if err != nil {
		return nil, inQuery(query, err)
	}
	if n, err := done.RowsAffected(); err == nil && n == 0 && !w.insert && !mayBeGone[w.table] {
		return nil, r.spoil(query, mistake("a write to %s reached no row", w.table))
	}
	r.created(w, args)
	if err := row.expect(w, args); err != nil {
		return nil, r.spoil(query, err)
	}
	return done, nil
}

// mayBeGone are the tables of which a write may reach no row.
var mayBeGone = map[string]bool{"lookup": true, "due_try": true}

func (r *recorder) spoil(query string, err error) error {
	err = inQuery(query, err)
	if r.broken == nil {
		r.broken = err
	}
	return err
}

// readsProjected finds a query that reads what is projected.
var readsProjected = regexp.MustCompile(`\b(?:FROM|JOIN) (?:person|standing|visiting|waiting|visited_before|covering|` +
	`held_by|visit_day|joined_record|other_record|answered_elsewhere|stopped_elsewhere|to_ask)\b`)

// beforeReading brings what is projected up to date before a query reads it.
func (r *recorder) beforeReading(query string) error {
	if r.settle == nil || len(r.unsettled) == 0 || !readsProjected.MatchString(query) {
		return nil
	}
	return r.settle()
}

// QueryContext runs a query that only reads.
func (r *recorder) QueryContext(ctx context.Context, query string, args ...any) (rows.Rows, error) {
	noticed(ctx, query)
	if w := writeOf(query); w != nil {
		return nil, r.spoil(query, errGives(w))
	}
	if err := r.beforeReading(query); err != nil {
		return nil, r.spoil(query, err)
	}
	found, err := r.inner.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, inQuery(query, err)
	}
	return namedRows{found, query}, nil
}

// QueryRowContext runs a query that reads one row.
func (r *recorder) QueryRowContext(ctx context.Context, query string, args ...any) rows.Row {
	noticed(ctx, query)
	if w := writeOf(query); w != nil {
		return noRow{r.spoil(query, errGives(w))}
	}
	if err := r.beforeReading(query); err != nil {
		return noRow{r.spoil(query, err)}
	}
	return namedRow{r.inner.QueryRowContext(ctx, query, args...), query}
}

func errGives(w *write) error {
	return mistake("a write to %s gives something back", w.table)
}

type (
	countKey struct{}
	watchKey struct{}
)

// A Cost is what somebody who waits for a page pays for.
type Cost struct {
	Queries   atomic.Int64
	Keys      atomic.Int64 // of people, that were opened or taken from memory
	Facts     atomic.Int64 // that were opened
	Decisions atomic.Int64 // that the policy was asked for
}

// Counting returns a context in which what is done adds to c: tests hold what a page costs.
func Counting(ctx context.Context, c *Cost) context.Context {
	return context.WithValue(ctx, countKey{}, c)
}

// Decides counts that the policy is asked about t.
func (t *ReadTx) Decides() {
	if c := CostIn(t.ctx); c != nil {
		c.Decisions.Add(1)
	}
}

// Watching returns a context in which every query's text is told to see:
// tests hold which tables a role's pages read.
func Watching(ctx context.Context, see func(query string)) context.Context {
	return context.WithValue(ctx, watchKey{}, see)
}

// CostIn is what ctx counts in; nil if nothing.
func CostIn(ctx context.Context) *Cost {
	c, _ := ctx.Value(countKey{}).(*Cost)
	return c
}

func counted(ctx context.Context) {
	if c := CostIn(ctx); c != nil {
		c.Queries.Add(1)
	}
}

func noticed(ctx context.Context, query string) {
	counted(ctx)
	if see, ok := ctx.Value(watchKey{}).(func(string)); ok {
		see(query)
	}
}

func joinKey(key []string) string { return strings.Join(key, "/") }
