package ui

// A LadderField is the rungs from steady to crisis, with room on each for what
// shows, what I do and what others do.
type LadderField struct {
	Name, Legend, Hint, Error string

	Rungs []LadderRung
}

// A LadderRung is one rung.
type LadderRung struct {
	Title, Hint string
	Boxes       []Textarea // what shows me I'm here, what I do, what others do
	Here        string     // asked on a rung where one may need help now
	Link        Link       // to it
}

// ID is the group's id.
func (l LadderField) ID() string { return ControlID(l.Name) }

// Words is what stands over the rungs.
func (l LadderField) Words() Words { return Words{l.ID(), l.Legend, l.Hint, l.Error, false} }

// A GoalField is something hoped for, why, the small steps to it, and how near
// it feels.
type GoalField struct {
	Name, Legend, Hint, Error string

	Goal  Input
	Why   Textarea
	Steps StepsField
	Near  DialField
}

// ID is the group's id.
func (g GoalField) ID() string { return ControlID(g.Name) }

// Words is what stands over the goal.
func (g GoalField) Words() Words { return Words{g.ID(), g.Legend, g.Hint, g.Error, false} }

// A StepsField is a list whose lines can be done.
type StepsField struct {
	Name, Legend, Error string

	Rows []StepRow
	Add  Button
	Full string
}

// A StepRow is one step.
type StepRow struct {
	ListRow
	Done      bool
	DoneName  string
	DoneLabel string // heard: "I have done step 1"
	DoneShort string // seen: "Done"
}

// DoneID is the id of the box to tick.
func (s StepRow) DoneID() string { return ControlID(s.DoneName) }

// ID is the group's id.
func (s StepsField) ID() string { return ControlID(s.Name) }

// Words is what stands over the steps.
func (s StepsField) Words() Words { return Words{s.ID(), s.Legend, "", s.Error, false} }
