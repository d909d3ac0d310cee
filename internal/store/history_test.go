package store

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/instant"
	"footbridge.org/footbridge/internal/store/rows"
	"footbridge.org/footbridge/internal/workforce"
)

// A history is what happened in two organisations, drawn from a seed.
type history struct {
	t    testing.TB
	db   *DB
	rng  *rand.Rand
	n    int // things named so far
	orgs []*lived

	matched []workforce.Match
	ended   []course.Ending
}

// A lived organisation is one with what has happened in it.
type lived struct {
	id       id.Organisation
	teams    []id.Team
	accounts []id.Account
	grants   []authz.Held
	signIns  []identity.SignIn
	sessions []identity.Session
	people   []id.Participant
}

// live makes a history of some length and returns it. Every table that the
// trail covers has rows at its end, the tables of nouns that came later too.
func live(t testing.TB, db *DB, seed uint64, length int) *history {
	t.Helper()
	h := &history{t: t, db: db, rng: rand.New(rand.NewPCG(seed, 0))}
	ok(t, db.KeepFinding(t.Context()))
	for _, name := range []string{"Wey Valley", "Loddon"} {
		o := &lived{id: organisationNamed(t, db, name)}
		h.orgs = append(h.orgs, o)
		for _, first := range []func(*lived){h.team, h.account, h.account, h.refer, h.screen, h.signIn,
			h.use, h.look, h.list} {
			first(o)
		}
		for _, fact := range facts {
			fact(h, o)
		}
	}
	steps := []func(*lived){h.team, h.account, h.endGrant, h.endAccount, h.refer, h.refer, h.screen, h.signIn, h.use,
		h.signOut, h.look, h.list, h.refuse}
	for _, fact := range facts {
		steps = append(steps, func(o *lived) { fact(h, o) })
	}
	for range length {
		steps[h.rng.IntN(len(steps))](pick(h, h.orgs))
	}
	h.rotate(h.orgs[0])
	h.refer(h.orgs[0]) // somebody waits, whatever was taken back
	h.fill()
	return h
}

func pick[T any](h *history, list []T) T { return list[h.rng.IntN(len(list))] }

func (h *history) name(of string) string {
	h.n++
	return fmt.Sprintf("%s %d", of, h.n)
}

// now is a moment of this history; each is later than the one before.
func (h *history) now() time.Time {
	return noon.Add(time.Duration(h.n)*time.Hour + time.Duration(h.rng.IntN(1e9))*time.Microsecond)
}

func (h *history) change(o *lived, action string, subject string, do func(*Tx)) {
	h.t.Helper()
	tx, err := h.db.Begin(h.t.Context(), o.id)
	ok(h.t, err)
	defer tx.Close()
	by := "system:setup"
	if len(o.accounts) > 0 {
		by = string(pick(h, o.accounts))
	}
	at := h.now()
	tx.Stamp(at, by)
	for _, a := range o.accounts {
		tx.rec.bind(ofAccount, string(a))
	}
	for _, p := range o.people {
		tx.rec.bind(ofParticipant, string(p))
	}
	do(tx.Tx)
	ok(h.t, tx.Commit(audit.Entry{At: at, Actor: by, Action: action, SubjectKind: "organisation", Subject: subject}))
}

func (h *history) team(o *lived) {
	v := identity.Team{ID: named[id.Team](h.name("team")), Name: h.name("Team")}
	h.change(o, "team.add", string(v.ID), func(tx *Tx) { ok(h.t, tx.AddTeam(v)) })
	o.teams = append(o.teams, v.ID)
}

func (h *history) account(o *lived) {
	name := h.name("account")
	a := identity.Account{ID: named[id.Account](name), Name: name, Email: strings.ReplaceAll(name, " ",
		".") + "@example.org"}
	g := authz.Held{ID: named[id.Grant](name), Account: a.ID, Grant: authz.Grant{Role: authz.Lead}}
	if h.rng.IntN(2) == 0 {
		g.Grant = authz.Grant{Role: authz.Referrer, Team: pick(h, o.teams)}
	}
	h.change(o, "account.add", string(a.ID), func(tx *Tx) {
		ok(h.t, tx.AddAccount(a))
		ok(h.t, tx.AddGrant(g))
	})
	o.accounts, o.grants = append(o.accounts, a.ID), append(o.grants, g)
}

func (h *history) endGrant(o *lived) {
	g := pick(h, o.grants)
	h.change(o, "role.end", string(g.ID), func(tx *Tx) { ok(h.t, tx.EndGrant(g)) })
}

func (h *history) endAccount(o *lived) {
	a := pick(h, o.accounts)
	h.change(o, "account.end", string(a), func(tx *Tx) {
		account, err := tx.FindAccount(a)
		ok(h.t, err)
		if account.EndedAt.IsZero() {
			ok(h.t, tx.EndAccount(account))
		}
	})
}

func (h *history) signIn(o *lived) {
	name := h.name("sign-in")
	a := identity.Attempt{ID: named[id.Attempt](name), Kind: identity.AttemptCode, Device: "Firefox"}
	h.change(o, "sign_in.ask", string(o.id), func(tx *Tx) { ok(h.t, tx.AddAttempt(a, "browser of "+name)) })
	h.change(o, "sign_in.fail", string(o.id), func(tx *Tx) { ok(h.t, tx.TryAttempt(a.ID)) })
	s := identity.SignIn{ID: named[id.Code](name), Account: pick(h, o.accounts), Kind: identity.ByCode, Attempt: a.ID,
		ExpiresAt: h.now().Add(time.Hour)}
	h.change(o, "session.ask", string(s.Account), func(tx *Tx) {
		ok(h.t, tx.AddSignIn(s, identity.Secret{Token: name, Code: "123456"}))
	})
	o.signIns = append(o.signIns, s)
}

func (h *history) use(o *lived) {
	name, s := h.name("session"), pick(h, o.signIns)
	v := identity.Session{ID: named[id.Session](name), Account: pick(h, o.accounts), Device: "Firefox",
		ExpiresAt: h.now().Add(time.Hour)}
	h.change(o, "session.start", string(v.Account), func(tx *Tx) {
		ok(h.t, tx.RevokeSignIn(s))
		ok(h.t, tx.UseSignIn(s))
		ok(h.t, tx.AddSession(v, name))
	})
	o.sessions = append(o.sessions, v)
}

func (h *history) signOut(o *lived) {
	s := pick(h, o.sessions)
	h.change(o, "session.end", string(s.ID), func(tx *Tx) { ok(h.t, tx.EndSession(s)) })
}

func (h *history) refer(o *lived) {
	name := h.name("Sam")
	r := pathway.Referral{
		ID: named[id.Referral](name), Participant: named[id.Participant](name), Team: pick(h, o.teams),
		DefinitionVersion: content.Programmes()[0].Ref(),
		Identity: programme.Identity{
			GivenName: name, FamilyName: "O’Brien-Łukasz", NumberStatus: programme.NumberNone,
			BirthDate: programme.Of(noon.AddDate(-20-h.rng.IntN(50), 0, 0), time.UTC),
		},
		DischargeDate: programme.Of(noon, time.UTC), Responsible: pathway.Responsible{Name: "Dr Mbeki"},
	}
	if h.rng.IntN(2) == 0 || len(o.people) == 0 {
		r.Identity.NHSNumber, r.Identity.NumberStatus = "9434765919", programme.NumberTraced
		r.HomeNote = pathway.HomeNote{Text: "a dog", Source: "the team", ReviewBy: r.DischargeDate.AddMonths(3)}
	}
	h.change(o, "referral.make", string(r.Team), func(tx *Tx) { ok(h.t, tx.AddReferral(r, h.rng.IntN(2) == 0)) })
	o.people = append(o.people, r.Participant)
}

func (h *history) screen(o *lived) {
	sam := pick(h, o.people)
	v := pathway.Decision{ID: named[id.Decision](h.name("decision")), Verdict: pathway.Accept}
	h.change(o, "screening.decide", string(sam), func(tx *Tx) {
		ok(h.t, tx.Screenings(programme.FirstCourse(sam)).Add(tx, v))
	})
}

func (h *history) look(o *lived) { h.read(o, "person.see", string(pick(h, o.people))) }

// list is a look at a list: one entry, and several people.
func (h *history) list(o *lived) {
	var seen []string
	for _, p := range o.people {
		seen = append(seen, string(p))
	}
	h.read(o, "screening.list", string(o.id), append(seen, string(pick(h, o.people)))...)
}

func (h *history) read(o *lived, action, subject string, people ...string) {
	tx, err := h.db.BeginReads(h.t.Context(), o.id)
	ok(h.t, err)
	defer tx.Close()
	h.n++
	for range 1 + h.rng.IntN(2) { // a batch
		ok(h.t, tx.Append(audit.Entry{
			At: h.now(), Actor: string(pick(h, o.accounts)), Action: action, SubjectKind: "participant",
			Subject: subject, People: people,
		}))
	}
	ok(h.t, tx.CommitQuietly())
}

func (h *history) refuse(o *lived) {
	tx, err := h.db.Begin(h.t.Context(), o.id)
	ok(h.t, err)
	defer tx.Close()
	ok(h.t, tx.Commit(audit.Entry{At: h.now(), Actor: "visitor", Action: "person.see", SubjectKind: "participant",
		Subject: "x", Refused: true}))
}

// rotate is as if the master key had been changed for the one that there is.
func (h *history) rotate(o *lived) {
	rotation, by := string(named[id.Rotation](h.name("rotation"))), h.db.master.Newest()
	h.change(o, "key.rotate", string(o.id), func(tx *Tx) {
		ok(h.t, tx.q.AddRotation(h.t.Context(), rows.AddRotationParams{ID: rotation, OrganisationID: string(o.id),
			At: instant.At(tx.now), FromKey: by, ToKey: by, KeyCount: 3}))
	})
	h.change(o, "key.rotate", string(o.id), func(tx *Tx) {
		ok(h.t, tx.q.MoveRotation(h.t.Context(), rows.MoveRotationParams{ID: rotation, OrganisationID: string(o.id),
			DoneCount: 3, EndedAt: instant.Maybe(tx.now)}))
	})
}

// fill writes two rows into every covered table that nothing has written to
// yet: a noun that comes later is under this test without being named in it.
func (h *history) fill() {
	for _, table := range Tables() {
		if count(h.t, h.db, table) == 0 {
			h.change(h.orgs[0], "fill", table, func(tx *Tx) {
				for nth := range 2 {
					h.insert(tx, table, nth)
				}
			})
		}
	}
}

func count(t testing.TB, db *DB, table string) (n int) {
	t.Helper()
	ok(t, db.read.QueryRow("SELECT count(*) FROM "+table).Scan(&n))
	return n
}

// insert writes a row of made-up values, its references' rows first: it refers
// to the nth of each, so that two rows hang on different ones.
func (h *history) insert(tx *Tx, table string, nth int) {
	h.t.Helper()
	refers := references(h.t, table)
	var names, marks []string
	var values []any
	add := func(name string, v any) {
		names, values = append(names, name), append(values, v)
		marks = append(marks, fmt.Sprintf("$%d", len(names)))
	}
	columns := columnsOf(h.t, h.db, table)
	value := func(c column) any {
		to, is := refers[c.name]
		if !is {
			return h.made(c)
		}
		var n int
		ok(h.t, tx.rec.inner.QueryRowContext(h.t.Context(), "SELECT count(*) FROM "+to).Scan(&n))
		if n == 0 {
			h.insert(tx, to, 0)
			n = 1
		}
		var key string
		ok(h.t, tx.rec.inner.QueryRowContext(h.t.Context(), "SELECT id FROM "+to+" ORDER BY id LIMIT 1 OFFSET $1",
			nth%n).Scan(&key))
		return key
	}
	for _, k := range keyOf(table) {
		for _, c := range columns {
			if c.name == k {
				add(k, value(c))
			}
		}
	}
	for _, c := range columns {
		if !slices.Contains(names, c.name) {
			add(c.name, value(c))
		}
	}
	text := "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")"
	row, err := tx.rec.note(h.t.Context(), writeOf(text), values) // whosever it is: nobody is named here
	ok(h.t, err)
	ok(h.t, row.expect(writeOf(text), values))
	if _, err := tx.rec.inner.ExecContext(h.t.Context(), text, values...); err != nil {
		h.t.Fatalf("no row of %s could be made up: write one in this test's history: %v", table, err)
	}
}

func (h *history) made(c column) any {
	switch c.kind {
	case "TEXT":
		return string(named[id.Entry](h.name(c.name)))
	case "BYTEA":
		return derived(h.name(c.name), 40)
	case "BOOLEAN":
		return h.rng.IntN(2) == 0
	case "TIMESTAMP":
		return h.now()
	}
	return h.rng.Int64N(100)
}

// A column is one of a table's, as the migrations declare it.
type column struct {
	name, kind string
	nullable   bool
}

var columnKinds = map[string]string{
	"text": "TEXT", "bytea": "BYTEA", "boolean": "BOOLEAN", "timestamp without time zone": "TIMESTAMP", "bigint": "BIGINT",
	"integer": "BIGINT",
}

func columnsOf(t testing.TB, db *DB, table string) (list []column) {
	t.Helper()
	ask := `SELECT name, lower(type), "notnull" = 0 AND pk = 0 FROM pragma_table_info($1) ORDER BY cid`
	if db.Engine == Postgres {
		ask = `SELECT column_name, data_type, is_nullable = 'YES' FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position`
	}
	found, err := db.read.Query(ask, table)
	ok(t, err)
	defer found.Close()
	for found.Next() {
		var c column
		ok(t, found.Scan(&c.name, &c.kind, &c.nullable))
		if c.kind == "timestamp" {
			c.kind = "timestamp without time zone"
		}
		if c.kind = columnKinds[c.kind]; c.kind == "" {
			t.Fatalf("%s.%s is of a type that this test cannot make up", table, c.name)
		}
		list = append(list, c)
	}
	return list
}

var referenceLine = regexp.MustCompile(`(?m)^\s*(\w+)\s+TEXT\b[^,\n]*REFERENCES (\w+) \(id\)`)

// references says which columns of a table hold the id of another's row.
func references(t testing.TB, table string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, text := range migrationTexts() {
		for _, m := range createTable.FindAllStringSubmatch(text, -1) {
			if m[1] != table {
				continue
			}
			for _, r := range referenceLine.FindAllStringSubmatch(m[2], -1) {
				found[r[1]] = r[2]
			}
		}
	}
	return found
}
