package authz

// What is done with invitations, consents, and the ways out of them: by staff
// for somebody, and by the person themselves.
var (
	ListConsents     = looks("consent.list", onOrganisation, revealsArm)
	SeeConsents      = looks("consent.see", onParticipant, revealsArm)
	Invite           = changes("consent.invite", onParticipant, revealsArm)
	RecordConsent    = changes("consent.record", onParticipant, revealsArm)
	RecordDeclining  = changes("consent.record_no", onParticipant, revealsArm)
	RecordWithdrawal = changes("consent.record_stop", onParticipant, revealsArm)

	SeeOwnConsents = looks("consent.see_own", onParticipant, revealsArm)
	Agree          = changes("consent.agree", onParticipant, revealsArm)
	SayNo          = changes("consent.say_no", onParticipant, revealsArm)
	Withdraw       = changes("consent.stop", onParticipant, revealsArm)
)
