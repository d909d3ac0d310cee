package authz

// What is done with referrals, from the crisis team's side and the lead's.
var (
	ListReferrals = looks("referral.list", onTeam)
	MakeReferral  = changes("referral.make", onTeam)
	SeeReferral   = looks("referral.see", onParticipant)

	ListScreening = looks("screening.list", onOrganisation)
	Screen        = changes("screening.decide", onParticipant)
)
