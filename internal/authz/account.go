package authz

// What is done with accounts, roles and sessions.
var (
	ListAccounts = looks("account.list", onOrganisation)
	SeeAccount   = looks("account.see", onAccount)
	AddAccount   = changes("account.add", onOrganisation)
	GrantRole    = changes("role.grant", onAccount)
	EndRole      = changes("role.end", onAccount)
	InvitePerson = changes("account.invite", onParticipant)
	GiveCard     = changes("card.give", onParticipant)

	AskCode      = changes("session.ask", onAccount)
	StartSession = changes("session.start", onAccount)
	ListSessions = looks("session.list", onAccount)
	EndSession   = changes("session.end", onAccount)
	Prepare      = looks("message.prepare", onAccount)
	Deliver      = changes("message.deliver", onAccount)
	EndAccount   = changes("account.end", onAccount)

	ListTeams          = looks("team.list", onOrganisation)
	AddTeam            = changes("team.add", onOrganisation)
	SetUp              = changes("organisation.set_up", onOrganisation)
	SeePolicy          = looks("policy.see", onOrganisation)
	SeeTrail           = looks("trail.see", onOrganisation)
	SeeSystem          = looks("system.see", onOrganisation)
	AskVerification    = changes("verification.ask", onOrganisation)
	RecordVerification = changes("verification.record", onOrganisation)
	SeeOwnDesk         = looks("desk.see", onOrganisation)
)
