// Package instant owns the only way a point in time enters or leaves the
// database: UTC, to the microsecond. It refuses zones: PostgreSQL's driver
// drops them in silence, and a London time would be an hour wrong in summer.
package instant

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// An Instant is a point in time in UTC, to the microsecond.
type Instant struct{ time.Time }

// At returns t as an Instant.
func At(t time.Time) Instant { return Instant{t.UTC().Truncate(time.Microsecond)} }

// Value implements driver.Valuer.
func (i Instant) Value() (driver.Value, error) { return At(i.Time).Time, nil }

// Scan implements sql.Scanner. It takes times only: a text or a number in a
// time column means that the column was declared wrongly.
func (i *Instant) Scan(src any) error {
	t, ok := src.(time.Time)
	if !ok {
		return fmt.Errorf("instant: cannot read a %T as a time", src)
	}
	*i = At(t)
	return nil
}

// A NullInstant is an Instant that may be missing; the zero value is missing.
type NullInstant struct {
	Instant Instant
	Valid   bool
}

// Maybe returns t, or nothing when t is zero.
func Maybe(t time.Time) NullInstant {
	return NullInstant{Instant: At(t), Valid: !t.IsZero()}
}

// Or returns the time, or the zero time when it is missing.
func (n NullInstant) Or() time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return n.Instant.Time
}

// Value implements driver.Valuer.
func (n NullInstant) Value() (driver.Value, error) {
	if !n.Valid {
		return nil, nil
	}
	return n.Instant.Value()
}

// Scan implements sql.Scanner.
func (n *NullInstant) Scan(src any) error {
	if src == nil {
		*n = NullInstant{}
		return nil
	}
	n.Valid = true
	return n.Instant.Scan(src)
}
