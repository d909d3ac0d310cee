package authz

// What is done with an organisation's own line of urgent help.
var (
	SeeHelpLine = looks("help_line.see", onOrganisation, bothArmsAlike)
	SetHelpLine = changes("help_line.set", onOrganisation, bothArmsAlike)
)
