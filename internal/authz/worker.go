package authz

// What is done with what is recorded of workers.
var (
	ListWorkers    = looks("worker.list", onOrganisation) // who is trained and cleared, and has room
	SeeWorker      = looks("worker.see", onAccount)
	SeeOwnTraining = looks("worker.see_own", onAccount)
	RecordWorker   = changes("worker.record", onAccount)
)
