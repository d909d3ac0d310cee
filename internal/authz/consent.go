package authz

// What is done with invitations, consents, and the ways out of them: by staff
// for somebody, and by the person themselves.
var (
	ListConsents     = looks("consent.list", onOrganisation)
	SeeConsents      = looks("consent.see", onParticipant)
	Invite           = changes("consent.invite", onParticipant)
	RecordConsent    = changes("consent.record", onParticipant)
	RecordDeclining  = changes("consent.record_no", onParticipant)
	RecordWithdrawal = changes("consent.record_stop", onParticipant)

	SeeOwnConsents = looks("consent.see_own", onParticipant)
	Agree          = changes("consent.agree", onParticipant)
	SayNo          = changes("consent.say_no", onParticipant)
	Withdraw       = changes("consent.stop", onParticipant)
)
