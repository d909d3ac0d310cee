package ui

// A Tag is a state, told by a word, a shape and a colour. The zero Tag shows
// nothing.
type Tag struct {
	Label string
	State State
}

// A State is how things stand, whatever the thing is.
type State int

const (
	Neutral   State = iota // a fact: a dash
	Waiting                // nothing has happened yet: an open ring
	Underway               // happening: a ring half filled
	Done                   // finished well: a tick
	Attention              // somebody should look: a triangle
	Stopped                // ended, declined, refused: a square
)

var stateNames = [...]string{"neutral", "waiting", "underway", "done", "attention", "stopped"}

// Name is the state's name in classes.
func (s State) Name() string {
	if s < 0 || int(s) >= len(stateNames) {
		return stateNames[Neutral]
	}
	return stateNames[s]
}

// Class is the tag's classes.
func (t Tag) Class() string { return "fb-tag fb-tag--" + t.State.Name() }
