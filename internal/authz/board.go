package authz

// What is done by the people who see to it that nobody is left waiting.
var (
	SeeBoard      = looks("board.see", onOrganisation, revealsArm)     // what needs the person looking
	ListCaseloads = looks("caseload.list", onOrganisation, revealsArm) // everybody who is being visited
)
