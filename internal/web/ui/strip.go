package ui

// A Strip is the places of a course in a row: which were used, which are
// planned, which are open. What it counts stands beside it in words.
type Strip struct {
	Label  string // what it is a strip of, for screen readers
	Places []Place
}

// A Place is one of them.
type Place struct {
	Number int
	Word   string // how it stands, said by screen readers: "held"
	State  State
}
