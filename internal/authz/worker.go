package authz

// What is done with what is recorded of workers.
var (
	ListWorkers    = looks("worker.list", onOrganisation, revealsArm) // who is trained and cleared, and has room
	SeeWorker      = looks("worker.see", onAccount, revealsArm)
	SeeOwnTraining = looks("worker.see_own", onAccount, revealsArm)
	RecordWorker   = changes("worker.record", onAccount, bothArmsAlike)
)
