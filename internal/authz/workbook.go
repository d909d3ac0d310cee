package authz

// What somebody does with their own workbook, and what whoever visits them does
// with the pages that are shared. There is no action by which staff open any
// other page.
var (
	SeeWorkbook   = looks("workbook.see", onParticipant)
	WriteWorkbook = changes("workbook.write", onParticipant)
	SeeSharing    = looks("workbook.see_sharing", onParticipant) // who can see what, for themselves
	SharePage     = changes("workbook.share", onParticipant)
	TakeBackPage  = changes("workbook.take_back", onParticipant)

	ListShared = looks("workbook.list_shared", onParticipant) // what is shared with whoever asks
	SeeShared  = looks("workbook.see_shared", onParticipant)
)
