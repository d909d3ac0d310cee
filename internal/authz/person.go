package authz

// What is done with a person's record.
var (
	FindPeople    = looks("person.find", onOrganisation, bothArmsAlike)
	SeePerson     = looks("person.see", onParticipant, bothArmsAlike)
	AskJoin       = looks("person.ask_join", onParticipant, bothArmsAlike) // whose record may be of the same person
	JoinRecords   = changes("person.join", onParticipant, bothArmsAlike)
	SeeHomeNote   = looks("home_note.see", onParticipant, revealsArm) // may be written by the worker who visits
	WriteHomeNote = changes("home_note.write", onParticipant, revealsArm)
	SeeLooks      = looks("looks.see", onParticipant, revealsArm)
	SeeHome       = looks("home.see", onParticipant, revealsArm)
)
