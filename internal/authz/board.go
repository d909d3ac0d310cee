package authz

// What is done by whoever sees to it that nobody is left waiting.
var (
	SeeBoard      = looks("board.see", onOrganisation, revealsArm)     // what needs whoever looks
	ListCaseloads = looks("caseload.list", onOrganisation, revealsArm) // everybody who is being visited
)
