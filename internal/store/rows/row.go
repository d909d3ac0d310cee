// Package rows owns the code that runs the queries, which sqlc writes. It refuses to
// decide anything, and to know which driver answers: what it reads from is below.
package rows

// Rows is what a query for many gives: sql.Rows, or one that says of its errors
// which query they came from.
type Rows interface {
	Next() bool
	Scan(into ...any) error
	Close() error
	Err() error
}

// Row is likewise what a query for one gives.
type Row interface{ Scan(into ...any) error }
