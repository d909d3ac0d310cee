package id

// A Scope is what the policy needs to know of a thing: whose it is, and no
// more. Nothing in it is anybody's words. What a field is called in the policy,
// and the cases that it makes, are one line each in attributes of authz.
type Scope struct {
	Kind         string // as the id types spell it: participant, team …
	ID           string
	Organisation Organisation
	Team         Team        // a team itself; a participant's referring team
	Participant  Participant // an account's participant, if it has one
	Closed       bool        // of a study: past its last follow-up and signed off
	Study        bool        // of a participant: takes part in a study
	Followed     bool        // of a participant: is, or was, to be followed up
	Worker       Account     // of a participant: the worker who visits them
	EarlierTeams []Team      // of a participant: those that referred them before
	WorkedBefore []Account   // of a participant: the workers who visited them in earlier courses
	Covering     []Account   // of a participant: who makes a visit in their worker's place that is not written up yet
	Covered      []Account   // of a participant: whoever was asked to make one, in their present course
}
