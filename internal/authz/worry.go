package authz

// What is done when somebody is worried about a person.
var (
	AskWorry         = looks("worry.ask", onParticipant, bothArmsAlike) // the form, with whom it is about
	RaiseWorry       = changes("worry.raise", onParticipant, bothArmsAlike)
	SeeWorry         = looks("worry.see", onParticipant, revealsArm)
	ListWorries      = looks("worry.list", onOrganisation, revealsArm)
	AcknowledgeWorry = changes("worry.acknowledge", onParticipant, revealsArm)
	CloseWorry       = changes("worry.close", onParticipant, revealsArm)
	HandOnWorry      = changes("worry.hand_on", onParticipant, revealsArm)
	AddToWorry       = changes("worry.add", onParticipant, revealsArm)
	TellWorry        = changes("worry.tell", onParticipant, revealsArm)      // by the service itself
	ReleaseWorries   = changes("worry.release", onAccount, revealsArm)       // likewise, of a leaver
	TellNewcomer     = changes("worry.tell_newcomer", onAccount, revealsArm) // likewise, somebody with a new role
)
