package authz

// What is done with referrals, from the crisis team's side and the lead's.
var (
	ListReferrals = looks("referral.list", onTeam, bothArmsAlike)
	AskReferral   = looks("referral.ask", onTeam, bothArmsAlike) // the questions that making one asks
	MakeReferral  = changes("referral.make", onTeam, bothArmsAlike)
	SeeLikely     = looks("referral.likely", onTeam, bothArmsAlike)           // who may be the person that is referred
	Recognise     = looks("referral.recognise", onParticipant, bothArmsAlike) // that who is referred is here already
	ReferAgain    = changes("referral.again", onParticipant, bothArmsAlike)
	SeeReferral   = looks("referral.see", onParticipant, bothArmsAlike)

	// TakeBackReferral is for the team that made it, until there is a decision.
	TakeBackReferral = changes("referral.take_back", onParticipant, bothArmsAlike)

	// SeeEarlierReferral is for the team that referred somebody before another did.
	SeeEarlierReferral = looks("referral.see_earlier", onParticipant, bothArmsAlike)

	ListScreening = looks("screening.list", onOrganisation, bothArmsAlike)
	SeeScreening  = looks("screening.see", onParticipant, bothArmsAlike) // what a decision is made on
	Screen        = changes("screening.decide", onParticipant, bothArmsAlike)
)
