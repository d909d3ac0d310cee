package authz

// What is done with what stands on an organisation's letters.
var (
	SeeSender = looks("sender.see", onOrganisation, bothArmsAlike)
	SetSender = changes("sender.set", onOrganisation, bothArmsAlike)
)
