package course

import "footbridge.org/footbridge/internal/programme"

// Need is what somebody's way through the programme waits for, from its staff.
type Need string

const (
	NeedsDecision   Need = "decision"   // about their referral
	NeedsInvitation Need = "invitation" // they were accepted
	NeedsAnswer     Need = "answer"     // they were invited a while ago, and should be asked
	NeedsWorker     Need = "worker"     // they take part, and nobody visits them
	NeedsPlan       Need = "plan"       // somebody visits them, and nothing is planned
	NeedsTelling    Need = "telling"    // nobody has told them who visits
	NeedsAnother    Need = "another"    // they asked for another worker
)

// Needs lists them in the order of the pathway.
func Needs() []Need {
	return []Need{NeedsDecision, NeedsInvitation, NeedsAnswer, NeedsWorker, NeedsPlan, NeedsTelling, NeedsAnother}
}

// ThinkingDays is how long somebody has to think before it is right to ask
// whether they have questions: a week, and nobody is hurried.
const ThinkingDays = 7

// A Waiting person is one whose way through the programme waits for its staff.
type Waiting struct {
	programme.Person
	Need Need
}
