package authz

// What is done with what somebody typed and could not be taken. It is its author's
// own; what they hand to the lead may be about visits.
var (
	KeepDraft    = changes("draft.keep", onAccount, bothArmsAlike)
	SeeDrafts    = looks("draft.see", onAccount, bothArmsAlike)
	DiscardDraft = changes("draft.discard", onAccount, bothArmsAlike)
	HandDraft    = changes("draft.hand", onAccount, bothArmsAlike)
	DropDraft    = changes("draft.drop", onAccount, bothArmsAlike)

	ListHandedDrafts = looks("draft.list_handed", onOrganisation, revealsArm)
	SettleDraft      = changes("draft.settle", onAccount, revealsArm)
)
