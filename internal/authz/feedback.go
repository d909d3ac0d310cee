package authz

// What is done with what people say of the service.
var (
	SeeOwnFeedback = looks("feedback.see_own", onParticipant, revealsArm)
	GiveFeedback   = changes("feedback.give", onParticipant, revealsArm)
	ListFeedback   = looks("feedback.list", onOrganisation, revealsArm)
	HearFeedback   = looks("feedback.hear", onParticipant, revealsArm) // without a name
)
