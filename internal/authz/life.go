package authz

// What is done when life happens: something that matters more than a programme.
var (
	AskLife         = looks("life.ask", onParticipant) // the form, with what it would do
	EnterLife       = changes("life.enter", onParticipant)
	SeeLife         = looks("life.see", onParticipant)
	ListLife        = looks("life.list", onOrganisation)
	AcknowledgeLife = changes("life.acknowledge", onParticipant)
	SupportLife     = changes("life.support", onParticipant) // somebody has been there for the worker
	TellLife        = changes("life.tell", onParticipant)    // by the service itself
)
