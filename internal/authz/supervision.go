package authz

// What is done with the group supervision of workers. Which sessions a worker
// came to stands on the page of their own training.
var (
	ListSupervision   = looks("supervision.list", onOrganisation)
	AskSupervision    = looks("supervision.ask", onOrganisation) // the forms
	RecordSupervision = changes("supervision.record", onOrganisation)
	RemindSupervision = changes("supervision.remind", onOrganisation) // by the service itself
)
