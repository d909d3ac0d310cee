package programme

import "slices"

// Reply answers an eligibility line.
type Reply string

const (
	Yes     Reply = "yes"
	No      Reply = "no"
	NotSure Reply = "not_sure"
)

// Replies lists the replies in the order a form offers them.
func Replies() []Reply { return []Reply{Yes, No, NotSure} }

// Valid tells whether r is one of the replies.
func (r Reply) Valid() bool { return slices.Contains(Replies(), r) }
