package authz

// What is done with visits, and with who makes them.
var (
	SeeMatching = looks("match.see", onParticipant, revealsArm) // who could visit somebody
	MakeMatch   = changes("match.make", onParticipant, revealsArm)
	EndMatch    = changes("match.end", onParticipant, revealsArm)
	TellMatch   = changes("match.tell", onParticipant, revealsArm) // that the two were told
	AskAnother  = changes("match.ask_another", onParticipant, revealsArm)
	KeepMatch   = changes("match.keep", onParticipant, revealsArm) // the answer to it

	ListVisits   = looks("visit.list", onAccount, revealsArm) // a worker's own
	SeeVisits    = looks("visit.see", onParticipant, revealsArm)
	SeeOwnVisits = looks("visit.see_own", onParticipant, revealsArm)
	PlanVisits   = changes("visit.plan", onParticipant, revealsArm)
	MoveVisit    = changes("visit.move", onParticipant, revealsArm)
	CancelVisit  = changes("visit.cancel", onParticipant, revealsArm)
	RecordVisit  = changes("visit.record", onParticipant, revealsArm)

	TellPerson = changes("visit.tell", onParticipant, revealsArm) // that staff have told somebody of their visits

	// Of a course of support that somebody was in before.
	SeeEarlierVisits   = looks("visit.see_earlier", onParticipant, revealsArm)
	RecordEarlierVisit = changes("visit.record_earlier", onParticipant, revealsArm)

	// In place of the worker who visits somebody.
	CoverVisit         = changes("visit.cover", onParticipant, revealsArm) // who makes one visit
	SeeCoveredVisit    = looks("visit.see_covered", onParticipant, revealsArm)
	RecordCoveredVisit = changes("visit.record_covered", onParticipant, revealsArm)
	GiveBackVisit      = changes("visit.give_back", onParticipant, revealsArm)

	MoveOwnVisit   = changes("visit.move_own", onParticipant, revealsArm)
	CancelOwnVisit = changes("visit.cancel_own", onParticipant, revealsArm)
)
