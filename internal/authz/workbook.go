package authz

// What somebody does with their own workbook. There is no action by which
// staff open it.
var (
	SeeWorkbook   = looks("workbook.see", onParticipant)
	WriteWorkbook = changes("workbook.write", onParticipant)
)
