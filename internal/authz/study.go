package authz

// What is done with studies, their figures, and following people up.
var (
	ListStudies = looks("study.list", onOrganisation, bothArmsAlike)
	SeeStudy    = looks("study.see", onStudy, bothArmsAlike) // arms together
	SeeReport   = looks("study.report", onStudy, revealsArm) // by arm
	OpenStudy   = changes("study.open", onOrganisation, bothArmsAlike)
	AskClosing  = looks("study.ask_close", onStudy, bothArmsAlike)
	CloseStudy  = changes("study.close", onStudy, bothArmsAlike)

	BringAllocation = changes("allocation.bring", onParticipant, revealsArm)

	ListFollowUps  = looks("follow_up.list", onOrganisation, bothArmsAlike)
	SeeFollowUp    = looks("follow_up.see", onParticipant, bothArmsAlike)
	RecordEpisode  = changes("episode.record", onParticipant, bothArmsAlike)
	CorrectEpisode = changes("episode.correct", onParticipant, bothArmsAlike)
	RecordCall     = changes("call.record", onParticipant, bothArmsAlike)
	CorrectCall    = changes("call.correct", onParticipant, bothArmsAlike)
	FallDue        = changes("follow_up.fall_due", onParticipant, bothArmsAlike)
)
