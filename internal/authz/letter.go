package authz

// What is done with letters: the start letter, and the ending summary, which
// the worker and the person write together.
var (
	ListLetters   = looks("letter.list", onParticipant, revealsArm)
	OpenLetter    = looks("letter.open", onParticipant, revealsArm)
	OpenSummary   = looks("letter.open_summary", onParticipant, revealsArm)
	SeeOwnLetters = looks("letter.see_own", onParticipant, revealsArm)
	SendLetter    = changes("letter.send", onParticipant, revealsArm)
	SendSummary   = changes("letter.send_summary", onParticipant, revealsArm)
)
