package authz

// What is done with letters: the start letter, and the ending summary, which
// the worker and the person write together.
var (
	ListLetters   = looks("letter.list", onParticipant)
	OpenLetter    = looks("letter.open", onParticipant)
	OpenSummary   = looks("letter.open_summary", onParticipant)
	SeeOwnLetters = looks("letter.see_own", onParticipant)
	SendLetter    = changes("letter.send", onParticipant)
	SendSummary   = changes("letter.send_summary", onParticipant)
)
