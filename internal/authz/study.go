package authz

// What is done with studies, their figures, and following people up.
var (
	ListStudies = looks("study.list", onOrganisation)
	SeeStudy    = looks("study.see", onStudy)    // arms together
	SeeReport   = looks("study.report", onStudy) // by arm
	OpenStudy   = changes("study.open", onOrganisation)
	AskClosing  = looks("study.ask_close", onStudy)
	CloseStudy  = changes("study.close", onStudy)

	BringAllocation = changes("allocation.bring", onParticipant)

	ListFollowUps  = looks("follow_up.list", onOrganisation)
	SeeFollowUp    = looks("follow_up.see", onParticipant)
	RecordEpisode  = changes("episode.record", onParticipant)
	CorrectEpisode = changes("episode.correct", onParticipant)
	RecordCall     = changes("call.record", onParticipant)
	CorrectCall    = changes("call.correct", onParticipant)
	FallDue        = changes("follow_up.fall_due", onParticipant)
)
