package authz

// What is done when something that is known of somebody is wrong.
var (
	SeeLikelyOther     = looks("correction.likely", onParticipant, bothArmsAlike) // whose record may be of the same person
	AskCorrection      = looks("correction.ask", onParticipant, revealsArm)       // as putting it right
	PutRight           = changes("correction.make", onParticipant, revealsArm)    // by their address they sign in
	SeeCorrections     = looks("correction.see", onParticipant, bothArmsAlike)
	ListOwnCorrections = looks("correction.see_own", onParticipant, revealsArm)
)
