package authz

// What is done with what is recorded of workers.
var (
	ListWorkers    = looks("worker.list", onOrganisation, revealsArm) // who is trained and cleared, and has room
	SeeWorker      = looks("worker.see", onAccount, revealsArm)
	SeeOwnTraining = looks("worker.see_own", onAccount, revealsArm)
	HandOver       = changes("worker.hand_over", onAccount, revealsArm)  // whom a worker visits, to another
	PassOn         = changes("match.pass_on", onParticipant, revealsArm) // one of them
	RecordWorker   = changes("worker.record", onAccount, bothArmsAlike)
)
