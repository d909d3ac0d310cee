package authz

// What is done when life happens: something that matters more than a programme.
var (
	AskLife         = looks("life.ask", onParticipant, revealsArm) // the form, with what it would do
	EnterLife       = changes("life.enter", onParticipant, revealsArm)
	EnterLifeJoined = changes("life.enter_joined", onParticipant, revealsArm) // for a record of the same person
	SeeLife         = looks("life.see", onParticipant, revealsArm)
	ListLife        = looks("life.list", onOrganisation, revealsArm)
	AcknowledgeLife = changes("life.acknowledge", onParticipant, revealsArm)
	SupportLife     = changes("life.support", onParticipant, revealsArm) // somebody has been there for the worker
	MoveAway        = changes("life.move", onParticipant, revealsArm)    // by the service itself, on the day
	TellLife        = changes("life.tell", onParticipant, revealsArm)    // by the service itself
)
