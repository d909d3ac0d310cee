package authz

// What is done with visits, and with who makes them.
var (
	SeeMatching = looks("match.see", onParticipant) // who could visit somebody
	MakeMatch   = changes("match.make", onParticipant)
	EndMatch    = changes("match.end", onParticipant)
	TellMatch   = changes("match.tell", onParticipant) // that the two were told
	AskAnother  = changes("match.ask_another", onParticipant)
	KeepMatch   = changes("match.keep", onParticipant) // the answer to it

	ListVisits   = looks("visit.list", onAccount) // a worker's own
	SeeVisits    = looks("visit.see", onParticipant)
	SeeOwnVisits = looks("visit.see_own", onParticipant)
	PlanVisits   = changes("visit.plan", onParticipant)
	MoveVisit    = changes("visit.move", onParticipant)
	CancelVisit  = changes("visit.cancel", onParticipant)
	RecordVisit  = changes("visit.record", onParticipant)

	MoveOwnVisit   = changes("visit.move_own", onParticipant)
	CancelOwnVisit = changes("visit.cancel_own", onParticipant)
)
