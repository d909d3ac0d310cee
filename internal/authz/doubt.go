package authz

// What is done when somebody finds that what is known of a person is wrong. Those
// who visit and those who are masked say so alike, and each sees only what they
// said themselves.
var (
	AskDoubt    = looks("doubt.ask", onParticipant, bothArmsAlike)
	RaiseDoubt  = changes("doubt.raise", onParticipant, bothArmsAlike)
	ListDoubts  = looks("doubt.list", onOrganisation, bothArmsAlike)
	AnswerDoubt = changes("doubt.answer", onParticipant, bothArmsAlike)
)
