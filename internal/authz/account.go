package authz

// What is done with accounts, roles and sessions.
var (
	ListAccounts   = looks("account.list", onOrganisation, bothArmsAlike)
	SeeAccount     = looks("account.see", onAccount, bothArmsAlike)
	AddAccount     = changes("account.add", onOrganisation, bothArmsAlike)
	CorrectAccount = changes("account.correct", onAccount, bothArmsAlike)
	SeeOwnAccount  = looks("account.see_own", onAccount, bothArmsAlike)
	ChangeOwnPhone = changes("account.change_own_phone", onAccount, bothArmsAlike)
	GrantRole      = changes("role.grant", onAccount, bothArmsAlike)
	EndRole        = changes("role.end", onAccount, bothArmsAlike)
	InvitePerson   = changes("account.invite", onParticipant, revealsArm) // who signs in as a person reads their own pages
	GiveCard       = changes("card.give", onParticipant, revealsArm)
	SeeAccess      = looks("access.see", onParticipant, revealsArm)        // how somebody signs in
	StopCard       = changes("card.stop", onParticipant, revealsArm)       // before it is used
	SignThemOut    = changes("session.end_all", onParticipant, revealsArm) // of somebody whose phone is lost
	TakeNumberBack = changes("number.take_back", onParticipant, revealsArm)

	AskSignIn    = changes("sign_in.ask", onOrganisation, bothArmsAlike)    // by whoever it is
	AnswerSignIn = changes("sign_in.answer", onOrganisation, bothArmsAlike) // the same, if it is anybody
	FailSignIn   = changes("sign_in.fail", onOrganisation, bothArmsAlike)
	LimitSignIn  = changes("sign_in.limit", onOrganisation, bothArmsAlike)
	DropAttempts = changes("sign_in.drop", onOrganisation, bothArmsAlike) // that matter no more

	AskCode      = changes("session.ask", onAccount, bothArmsAlike)
	StartSession = changes("session.start", onAccount, bothArmsAlike)
	ListSessions = looks("session.list", onAccount, bothArmsAlike)
	EndSession   = changes("session.end", onAccount, bothArmsAlike) // the one that they are in
	EndElsewhere = changes("session.end_elsewhere", onAccount, bothArmsAlike)
	SeeOwnNumber = looks("number.see", onAccount, revealsArm) // a participant, their own
	ChooseNumber = changes("number.choose", onAccount, bothArmsAlike)
	GiveNumber   = changes("number.give", onAccount, bothArmsAlike) // the right one
	FailNumber   = changes("number.fail", onAccount, bothArmsAlike)
	Prepare      = looks("message.prepare", onAccount, revealsArm)
	Deliver      = changes("message.deliver", onAccount, revealsArm)
	HoldMessage  = changes("message.hold", onAccount, revealsArm)     // more go to them than anybody reads
	LimitChanges = changes("account.limit", onAccount, bothArmsAlike) // they change more than anybody types
	EndAccount   = changes("account.end", onAccount, bothArmsAlike)

	ListTeams          = looks("team.list", onOrganisation, bothArmsAlike)
	AddTeam            = changes("team.add", onOrganisation, bothArmsAlike)
	SetUp              = changes("organisation.set_up", onOrganisation, bothArmsAlike)
	SeePolicy          = looks("policy.see", onOrganisation, revealsArm)     // shut to who is masked, with the trail
	SeeGivenRoles      = looks("role.see_given", onOrganisation, revealsArm) // by name, who visits people among them
	SeeTrail           = looks("trail.see", onOrganisation, revealsArm)
	FindInTrail        = looks("trail.find", onOrganisation, revealsArm) // whose part of the trail to read
	SeePersonTrail     = looks("trail.person", onParticipant, revealsArm)
	SeeStaffTrail      = looks("trail.staff", onAccount, revealsArm)
	SeeSystem          = looks("system.see", onOrganisation, bothArmsAlike)
	AskVerification    = changes("verification.ask", onOrganisation, bothArmsAlike)
	RecordVerification = changes("verification.record", onOrganisation, bothArmsAlike)
	RecordBackup       = changes("backup.record", onOrganisation, bothArmsAlike)
	RecordRestore      = changes("backup.restore", onOrganisation, bothArmsAlike)
	RotateKey          = changes("key.rotate", onOrganisation, bothArmsAlike)
	SeeOwnDesk         = looks("desk.see", onOrganisation, bothArmsAlike)
)
