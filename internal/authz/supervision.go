package authz

// What is done with the group supervision of workers. Which sessions a worker
// came to stands on the page of their own training.
var (
	ListSupervision   = looks("supervision.list", onOrganisation, bothArmsAlike)
	AskSupervision    = looks("supervision.ask", onOrganisation, bothArmsAlike) // the forms
	RecordSupervision = changes("supervision.record", onOrganisation, bothArmsAlike)
	RemindSupervision = changes("supervision.remind", onOrganisation, bothArmsAlike) // by the service itself
)
