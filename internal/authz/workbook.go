package authz

import "slices"

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

// asksNumber are what nobody does who has shown no more than a card: policy.cedar refuses it,
// and a page asks for their number first. A test holds the two together.
var asksNumber = []Action{SeeWorkbook, WriteWorkbook, SeeSharing, SharePage, TakeBackPage}

// AsksNumber tells whether doing a takes more than a card.
func (a Action) AsksNumber() bool { return slices.Contains(asksNumber, a) }
