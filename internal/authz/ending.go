package authz

// What is done with the end of somebody's visits: what the two write down
// together, and that the visits are over.
var (
	SeeEnding  = looks("ending.see", onParticipant)
	PlanEnding = changes("ending.plan", onParticipant)
	EndVisits  = changes("ending.end", onParticipant) // and that they go on after all
)
