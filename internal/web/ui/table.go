package ui

// A Table becomes a stack of cards where it is narrow: each cell then carries
// its column's label.
type Table struct {
	Caption string
	Quiet   bool // the caption is for screen readers only: a heading says it already
	Columns []Column
	Rows    []Row
	Empty   Empty // shown instead when there are no rows
}

// A Column is what its cells are.
type Column struct {
	Label   string
	Numeric bool
}

// A Row is one line of cells, as many as there are columns. The first names
// the row.
type Row struct{ Cells []Cell }

// A Cell holds a text, or a link, and a tag after it when it has one.
type Cell struct {
	Text string
	Link Link
	Tag  Tag
	Note string // smaller, under the text

	Contacts []Contact // numbers to ring, instead of a text

	None string // said instead where a row has nothing for this column; a narrow page leaves it out
}

// Texts makes a row of plain texts.
func Texts(texts ...string) Row {
	var r Row
	for _, t := range texts {
		r.Cells = append(r.Cells, Cell{Text: t})
	}
	return r
}

// A PlacedCell is a cell with its column.
type PlacedCell struct {
	Cell
	Column Column
	First  bool
}

// Lines is the rows as they are drawn. A cell beyond the last column has no label.
func (t Table) Lines() [][]PlacedCell {
	lines := make([][]PlacedCell, len(t.Rows))
	for i, row := range t.Rows {
		lines[i] = make([]PlacedCell, len(row.Cells))
		for j, c := range row.Cells {
			if c.Text != "" || c.Link.Path != "" || len(c.Contacts) > 0 || c.Tag.Label != "" {
				c.None = "" // there is something: a cell has one content
			}
			lines[i][j] = PlacedCell{Cell: c, First: j == 0}
			if j < len(t.Columns) {
				lines[i][j].Column = t.Columns[j]
			}
		}
	}
	return lines
}

// A SummaryList is what is known about one thing, line by line.
type SummaryList struct{ Lines []SummaryLine }

// A SummaryLine is one fact. Give it a Value, or Values for several lines of
// text, as in an address.
type SummaryLine struct {
	Key      string
	Value    string
	Values   []string
	Tag      Tag
	Link     Link      // the value leads somewhere
	Contacts []Contact // the value is numbers to ring
	Actions  []Link    // "Change", with Hidden naming what
}

// Facts makes a summary list of pairs: key, value, key, value.
func Facts(pairs ...string) SummaryList {
	var s SummaryList
	for i := 0; i+1 < len(pairs); i += 2 {
		s.Lines = append(s.Lines, SummaryLine{Key: pairs[i], Value: pairs[i+1]})
	}
	return s
}
