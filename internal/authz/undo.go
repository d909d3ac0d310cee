package authz

// What was entered by mistake is taken back. What has followed from it may be a visit.
var (
	AskUndo = looks("undo.ask", onParticipant, revealsArm)
	Undo    = changes("undo.do", onParticipant, revealsArm)
)
