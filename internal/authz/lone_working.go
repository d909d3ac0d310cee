package authz

// What is done with a service's own steps for working alone.
var (
	SeeLoneWorking = looks("lone_working.see", onOrganisation, bothArmsAlike) // the form
	SetLoneWorking = changes("lone_working.set", onOrganisation, bothArmsAlike)
)
