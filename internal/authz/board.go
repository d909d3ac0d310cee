package authz

// What is done by whoever sees to it that nobody is left waiting.
var (
	SeeBoard      = looks("board.see", onOrganisation)     // what needs whoever looks
	ListCaseloads = looks("caseload.list", onOrganisation) // everybody who is being visited
)
