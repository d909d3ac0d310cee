package authz

// What is done with what people say of the service.
var (
	SeeOwnFeedback = looks("feedback.see_own", onParticipant)
	GiveFeedback   = changes("feedback.give", onParticipant)
	ListFeedback   = looks("feedback.list", onOrganisation)
	HearFeedback   = looks("feedback.hear", onParticipant) // without a name
)
