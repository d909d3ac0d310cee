package authz

// What is done when somebody is worried about a person.
var (
	AskWorry         = looks("worry.ask", onParticipant) // the form, with whom it is about
	RaiseWorry       = changes("worry.raise", onParticipant)
	SeeWorry         = looks("worry.see", onParticipant)
	ListWorries      = looks("worry.list", onOrganisation)
	AcknowledgeWorry = changes("worry.acknowledge", onParticipant)
	CloseWorry       = changes("worry.close", onParticipant)
	TellWorry        = changes("worry.tell", onParticipant) // by the service itself
)
