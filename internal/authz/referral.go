package authz

// What is done with referrals, from the crisis team's side and the lead's.
var (
	ListReferrals = looks("referral.list", onTeam)
	AskReferral   = looks("referral.ask", onTeam) // the questions that making one asks
	MakeReferral  = changes("referral.make", onTeam)
	SeeReferral   = looks("referral.see", onParticipant)

	ListScreening = looks("screening.list", onOrganisation)
	SeeScreening  = looks("screening.see", onParticipant) // what a decision is made on
	Screen        = changes("screening.decide", onParticipant)
)
