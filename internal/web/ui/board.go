package ui

import "strconv"

// A Board is what needs somebody: one line for each person, the most pressing
// first.
type Board struct {
	Lines []BoardLine
	Fold  Details     // holds Rest
	Rest  []BoardLine // the lines that can wait
	Empty Empty
}

// Folded is b with its first n lines in sight, and the rest of them behind words
// that say how many they are. A single line isn't worth a fold.
func (b Board) Folded(n int, label func(rest int) string) Board {
	if len(b.Lines) > n+1 {
		b.Lines, b.Rest = b.Lines[:n:n], b.Lines[n:]
		b.Fold = Details{Label: label(len(b.Rest))}
	}
	return b
}

// Any tells whether there is anything to show.
func (b Board) Any() bool { return len(b.Lines)+len(b.Rest) > 0 || b.Empty.Any() }

// A BoardLine is who, why in one sentence, and the one thing to do about it.
type BoardLine struct {
	Who    Link
	Why    string
	When   string // as in "31 days since discharge"
	Tag    Tag    // how pressing it is, in a word
	Action Button

	Contacts []Contact // numbers to ring
}

// Pressing tells whether the line stands out.
func (l BoardLine) Pressing() bool { return l.Tag.State == Attention }

// Counts stand above a list, and each leads to a part of it.
type Counts struct{ Items []Count }

// A Count is one number and what it counts.
type Count struct {
	Number int
	Label  string
	Path   string
}

// A TaskList is things to do, in any order.
type TaskList struct {
	Name  string // tells it from another task list on the same page
	Tasks []Task
}

// A Task is one of them. Without a Path it cannot be begun yet.
type Task struct {
	Label string
	Path  string
	Hint  string
	Tag   Tag
}

// Numbered is the tasks as they are drawn.
func (t TaskList) Numbered() []NumberedTask {
	out := make([]NumberedTask, len(t.Tasks))
	for i, task := range t.Tasks {
		out[i] = NumberedTask{Task: task, TagID: ControlID(t.Name) + "task-" + strconv.Itoa(i+1)}
	}
	return out
}

// A NumberedTask is a task whose state has an id.
type NumberedTask struct {
	Task
	TagID string
}

// A Timeline is a pathway: what has been, where one is, what is to come.
type Timeline struct {
	Label string // what it is a timeline of, for screen readers
	Steps []Step
}

// A Step is one station of it.
type Step struct {
	Title string
	When  string // a day in words, or nothing yet
	Text  string
	State State  // Done, Underway (where one is), Waiting (to come), Stopped
	Word  string // the state in a word, said by screen readers: "done", "now", "to come"
	Link  Link
}

// Here tells whether this is where one is.
func (s Step) Here() bool { return s.State == Underway }
