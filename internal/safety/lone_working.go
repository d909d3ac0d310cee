package safety

import (
	"strings"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// LoneWorking is what a service has its workers do before, during and after a visit
// on their own, in its own words. Footbridge adds none, and watches over nobody.
type LoneWorking struct {
	ID    id.LoneWorking
	Steps []string
}

// maxSteps is how many steps somebody can follow on a doorstep.
const maxSteps = 12

// Check reports every rule that l breaks. No steps at all takes them off.
func (l LoneWorking) Check() fault.Problems {
	var p fault.Problems
	p.If(len(l.Steps) > maxSteps, "steps", "lone_working.steps.many", maxSteps)
	p.If(fault.TooLong(strings.Join(l.Steps, ""), programme.MaxNote), "steps", "person.note.long", programme.MaxNote)
	return p
}
