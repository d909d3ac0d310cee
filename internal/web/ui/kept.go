package ui

// Kept says above a page that something somebody wrote could not be saved, and
// offers it again. The zero Kept says nothing.
type Kept struct {
	Text  string
	Show  Details // over Words, unless there are none
	Words SummaryList
	Links []Link
	Throw Form
}
