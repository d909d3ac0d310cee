package authz

// What somebody does with their own workbook, and what the worker who visits
// them does with the pages that are shared. There is no action by which staff
// open any other page.
var (
	SeeWorkbook   = looks("workbook.see", onParticipant, revealsArm)
	WriteWorkbook = changes("workbook.write", onParticipant, bothArmsAlike)
	SeeSharing    = looks("workbook.see_sharing", onParticipant, revealsArm) // who can see what, for themselves
	SharePage     = changes("workbook.share", onParticipant, revealsArm)
	TakeBackPage  = changes("workbook.take_back", onParticipant, revealsArm)

	ListShared = looks("workbook.list_shared", onParticipant, revealsArm) // what is shared with the person asking
	SeeShared  = looks("workbook.see_shared", onParticipant, revealsArm)
)
