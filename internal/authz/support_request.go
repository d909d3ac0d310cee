package authz

// What is done when a worker asks for support. A worker asks from a visit, and
// the supervisor answers the worker.
var (
	AskSupport           = changes("support.ask", onAccount, revealsArm) // their own
	SeeSupportRequest    = looks("support.see", onAccount, revealsArm)
	ListSupportRequests  = looks("support.list", onOrganisation, revealsArm)
	AnswerSupportRequest = changes("support.answer", onAccount, revealsArm)
)
