package store

import (
	"database/sql"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"time"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/stats"
	"footbridge.org/footbridge/internal/store/rows"
)

// A counting is how an organisation counts, and what a change has added to its counters.
type counting struct {
	org    string
	basis  basis
	by     programme.Definition
	zone   *time.Location
	key    *crypt.Person
	stored *counterWords // by what the counters were made; nil where there are none
	added  stats.Counters
}

// A basis is all that counters depend on besides the facts: under another one each would be
// another. None is of counters that are not kept, until they are counted anew.
type basis struct {
	programme.Version
	Zone string `json:"zone"`
}

// counterWords is the sealed part of a counter.
type counterWords struct {
	Basis basis          `json:"basis,omitzero"`
	Day   programme.Date `json:"day,omitzero"` // which it is about, or up to which
	N     stats.Counts   `json:"n,omitempty"`
}

const ofBasis stats.Counted = "basis"

// kept tells whether what is stored was counted as the organisation counts now.
func (c *counting) kept() bool { return c.stored != nil && c.stored.Basis == c.basis }

// counts is how org counts.
func (t *ReadTx) counts(org string) (*counting, error) {
	if c := t.counted[org]; c != nil {
		return c, nil
	}
	row, err := t.q.FindCounting(t.ctx, org)
	if err != nil {
		return nil, absent(err)
	}
	c := &counting{org: org, added: stats.Counters{}}
	if c.by, err = content.Latest(row.Programme); err != nil {
		return nil, err
	}
	if err := c.as(basis{c.by.Ref(), row.Zone}); err != nil {
		return nil, err
	}
	if c.key, err = t.master.Counting(org); err != nil {
		return nil, err
	}
	if row.Sealed != nil {
		c.stored = &counterWords{}
		if err := open(c.key, "counter", c.place(ofBasis, ""), row.Sealed, c.stored); err != nil {
			return nil, err
		}
	}
	if t.counted == nil {
		t.counted = map[string]*counting{}
	}
	t.counted[org] = c
	return c, nil
}

// as has c count by another basis.
func (c *counting) as(by basis) (err error) {
	if c.by, err = content.Programme(by.Version); err != nil {
		return err
	}
	c.basis = by
	c.zone, err = identity.Organisation{Zone: by.Zone}.Place()
	return err
}

func (c *counting) place(kind stats.Counted, name string) string {
	return c.org + "/" + string(kind) + "/" + name
}

// name is what a counter is stored as. On which days something changes by itself would tell
// how long somebody's visits waited: their names are digests.
func (c *counting) name(of stats.Counter) string {
	switch of.Kind {
	case stats.CountedDay:
		return hex.EncodeToString(c.key.Body([]byte("counter/" + of.About))[:16])
	case stats.OfPast:
		return ""
	}
	return of.About
}

// row is a counter as it is stored.
func (c *counting) row(of stats.Counter, n stats.Counts) (rows.Counter, error) {
	w := counterWords{N: n}
	if of.Kind == stats.CountedDay || of.Kind == stats.OfPast {
		if err := readDays(day{of.About, &w.Day}); err != nil {
			return rows.Counter{}, err
		}
	}
	return c.sealed(of.Kind, c.name(of), w)
}

func (c *counting) sealed(kind stats.Counted, name string, w counterWords) (rows.Counter, error) {
	sealed, err := seal(c.key, "counter", c.place(kind, name), w)
	return rows.Counter{OrganisationID: c.org, Kind: string(kind), Name: name, Sealed: sealed}, err
}

// read adds a stored counter to those of into.
func (c *counting) read(kind, name string, sealed []byte, into stats.Counters) error {
	var w counterWords
	if err := open(c.key, "counter", c.place(stats.Counted(kind), name), sealed, &w); err != nil {
		return err
	}
	of := stats.Counter{Kind: stats.Counted(kind), About: name}
	if of.Kind == stats.CountedDay || of.Kind == stats.OfPast {
		of.About = w.Day.String()
	}
	into[of] = w.N
	return nil
}

// beginCounting has the counters of an organisation begin: there are none yet.
func (t *Tx) beginCounting() error {
	c, err := t.counts(string(t.org))
	if err != nil {
		return err
	}
	row, err := c.sealed(ofBasis, "", counterWords{Basis: c.basis})
	if err != nil {
		return err
	}
	if c.stored == nil {
		err = t.q.AddCounter(t.ctx, rows.AddCounterParams(row))
	} else {
		err = t.q.SetCounter(t.ctx, rows.SetCounterParams(row))
	}
	c.stored = &counterWords{Basis: c.basis}
	return busy(err)
}

// countFromNow has an organisation count as it does now, where it didn't.
func (t *Tx) countFromNow() error {
	c, err := t.counts(string(t.org))
	if err != nil || c.kept() {
		return err
	}
	if err := t.dropCounters(c); err != nil {
		return err
	}
	return t.beginCounting()
}

// dropCounters has nothing be counted any more, until all is counted anew.
func (t *Tx) dropCounters(c *counting) error {
	if c.stored == nil || c.stored.Basis == (basis{}) {
		return nil
	}
	all, err := t.q.ListAllCounters(t.ctx)
	if err != nil {
		return busy(err)
	}
	for _, row := range all {
		if row.OrganisationID != c.org || row.Kind == string(ofBasis) {
			continue
		}
		err := t.q.DropCounter(t.ctx, rows.DropCounterParams{OrganisationID: c.org, Kind: row.Kind, Name: row.Name})
		if err != nil {
			return busy(err)
		}
	}
	c.stored = &counterWords{}
	row, err := c.sealed(ofBasis, "", *c.stored)
	if err != nil {
		return err
	}
	return busy(t.q.SetCounter(t.ctx, rows.SetCounterParams(row)))
}

// monthsAtOnce is how many months of referrals are read before it is asked whether they are
// enough.
const monthsAtOnce = 6

// undatedCounters are those that a report on the day today needs, but for the days.
func (t *ReadTx) undatedCounters(c *counting, today programme.Date) (stats.Counters, error) {
	found, err := t.q.ListCounters(t.ctx, c.org)
	if err != nil {
		return nil, busy(err)
	}
	all := stats.Counters{}
	for _, row := range found {
		if err := c.read(row.Kind, row.Name, row.Sealed, all); err != nil {
			return nil, err
		}
	}
	for last := ""; !all.WaitingIn(today); {
		months, err := t.q.ListMonthCounters(t.ctx, rows.ListMonthCountersParams{OrganisationID: c.org, Name: last,
			Limit: monthsAtOnce})
		if err != nil {
			return nil, busy(err)
		}
		for _, row := range months {
			if err := c.read(string(stats.OfWaiting), row.Name, row.Sealed, all); err != nil {
				return nil, err
			}
			last = row.Name
		}
		if len(months) < monthsAtOnce {
			break
		}
	}
	return all, nil
}

// daysAtOnce is how many days are asked for by their names. Of more, all are read.
const daysAtOnce = 16

var listSomeDays = journalQuery("ListSomeDayCounters :many", "SELECT name, sealed FROM counter WHERE name IN ("+
	marks(daysAtOnce)+") AND organisation_id = $17 AND kind = 'day'")

// dayCounters are those of the days after from until to, or the other way round.
func (t *ReadTx) dayCounters(c *counting, from, to programme.Date) (stats.Counters, error) {
	if to.Before(from) {
		from, to = to, from
	}
	all := stats.Counters{}
	if from == to {
		return all, nil
	}
	if from.IsZero() || to.Sub(from) > daysAtOnce {
		found, err := t.q.ListDayCounters(t.ctx, c.org)
		if err != nil {
			return nil, busy(err)
		}
		for _, row := range found {
			if err := c.read(string(stats.CountedDay), row.Name, row.Sealed, all); err != nil {
				return nil, err
			}
		}
		return all, nil
	}
	names := make([]any, daysAtOnce, daysAtOnce+1)
	for i := range names {
		names[i] = c.name(stats.DayCounter(programme.Earlier(from.AddDays(i+1), to)))
	}
	found, err := t.rec.QueryContext(t.ctx, listSomeDays, append(names, c.org)...)
	if err != nil {
		return nil, busy(err)
	}
	return all, busy(scanEach(found, func(found rows.Rows) error {
		var name string
		var sealed []byte
		if err := found.Scan(&name, &sealed); err != nil {
			return err
		}
		return c.read(string(stats.CountedDay), name, sealed, all)
	}))
}

// keepCounters adds to the counters what this change has.
func (t *Tx) keepCounters() error {
	c := t.counted[string(t.org)]
	if c == nil || len(c.added) == 0 || !c.kept() {
		return nil
	}
	added, dated := c.added, false
	c.added = stats.Counters{}
	for _, of := range slices.SortedFunc(maps.Keys(added), stats.Counter.Compare) {
		dated = dated || of.Kind == stats.CountedDay
		if err := t.addToCounter(c, of, added); err != nil {
			return err
		}
	}
	if !dated {
		return nil
	}
	return t.keepPast(c, added)
}

// addToCounter adds to one counter what was added of it.
func (t *Tx) addToCounter(c *counting, of stats.Counter, added stats.Counters) error {
	now, before := stats.Counters{}, stats.Counters{}
	name := c.name(of)
	sealed, err := t.q.FindCounter(t.ctx, rows.FindCounterParams{OrganisationID: c.org, Kind: string(of.Kind), Name: name})
	is := err == nil
	if is {
		err = c.read(string(of.Kind), name, sealed, before)
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return busy(err)
	}
	now.AddAll(before)
	now.AddAll(stats.Counters{of: added[of]})
	return t.setCounter(c, is, of, now[of])
}

// setCounter stores what one counter counts now. Is says whether it is there.
func (t *Tx) setCounter(c *counting, is bool, of stats.Counter, n stats.Counts) error {
	row, err := c.row(of, n)
	switch {
	case err != nil:
		return err
	case !is:
		return busy(t.q.AddCounter(t.ctx, rows.AddCounterParams(row)))
	case len(n) == 0 && of.Kind != stats.OfPast:
		return busy(t.q.DropCounter(t.ctx, rows.DropCounterParams{OrganisationID: c.org, Kind: row.Kind, Name: row.Name}))
	}
	return busy(t.q.SetCounter(t.ctx, rows.SetCounterParams(row)))
}

// keepPast has what changed by itself up to this change's day be summed up, so that a report
// needs no day before it.
func (t *Tx) keepPast(c *counting, added stats.Counters) error {
	past, is, err := t.findPast(c)
	if err != nil {
		return err
	}
	before := past.Past()
	for of, n := range added {
		if of.Kind == stats.CountedDay && of.About <= before.About {
			past.AddAll(stats.Counters{before: n})
		}
	}
	if today := programme.Of(t.now, c.zone); !t.now.IsZero() && today.String() > before.About {
		var to programme.Date
		if err := readDays(day{before.About, &to}); err != nil {
			return err
		}
		days, err := t.dayCounters(c, to, today)
		if err != nil {
			return err
		}
		maps.Copy(past, days)
		past.Pass(today)
	}
	now := past.Past()
	if now.About == "" {
		return nil
	}
	return t.setCounter(c, is, now, past[now])
}

func (t *ReadTx) findPast(c *counting) (past stats.Counters, is bool, err error) {
	past = stats.Counters{}
	sealed, err := t.q.FindCounter(t.ctx, rows.FindCounterParams{OrganisationID: c.org, Kind: string(stats.OfPast)})
	if errors.Is(err, sql.ErrNoRows) {
		return past, false, nil
	}
	if err != nil {
		return past, false, busy(err)
	}
	return past, true, c.read(string(stats.OfPast), "", sealed, past)
}

// FindServiceCounters finds what the service report counts, up to the day today. Nobody in a
// study is counted.
func (t *ReadTx) FindServiceCounters(today programme.Date) (stats.Counters, error) {
	c, err := t.counts(string(t.org))
	if err != nil {
		return nil, err
	}
	if !c.kept() { // another build of the program has changed something meanwhile
		return t.countAnew(c)
	}
	all, err := t.undatedCounters(c, today)
	if err != nil {
		return nil, err
	}
	var past programme.Date
	if err := readDays(day{all.Past().About, &past}); err != nil {
		return nil, err
	}
	days, err := t.dayCounters(c, past, today)
	maps.Copy(all, days)
	return all, err
}
