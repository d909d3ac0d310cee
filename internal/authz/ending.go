package authz

// What is done with the end of somebody's visits: what the two write down
// together, and that the visits are over.
var (
	SeeEnding  = looks("ending.see", onParticipant, revealsArm)
	PlanEnding = changes("ending.plan", onParticipant, revealsArm)
	EndVisits  = changes("ending.end", onParticipant, revealsArm) // and that they go on after all
)
