// Package id owns the identifiers: one type for each thing, all of the same
// fixed length and in lower case, so that every database collation agrees on
// them. It refuses meaning: an id says nothing about when or by whom it was
// drawn, and nothing sorts by one.
package id

import (
	"encoding/base32"

	"footbridge.org/footbridge/internal/fault"
)

// Each noun has a type of its own, so that one cannot be passed for another.
type (
	Organisation    string
	Team            string
	Account         string
	Participant     string
	Course          string // of support: one time that a participant is with the programme
	Referral        string
	Decision        string // a screening decision
	Undoing         string // of a fact that was entered by mistake
	SamePerson      string // that two records are of one person
	Invitation      string
	Consent         string
	Declining       string
	Withdrawal      string
	Correction      string // of what is known of somebody
	Doubt           string // about what is known of somebody
	DoubtAnswer     string
	HomeNote        string
	Episode         string
	Study           string
	Appointment     string // planned
	Series          string // of appointments, planned in one go
	Move            string // of an appointment
	Cancellation    string // of an appointment
	Visit           string // what happened at an appointment
	NoteCopy        string // of a visit's note, into the clinical record
	EndingPlan      string
	Ending          string
	Letter          string
	LifeEvent       string
	LifeFact        string // what became of the news of a life event
	FollowUp        string // of one outcome of somebody's
	Call            string // to ask somebody the follow-up's questions
	Worry           string
	Notification    string // of a worry, to somebody
	Acknowledgement string // of a worry: somebody has it
	WorryHandOn     string // passes a worry on to a colleague
	WorryAddition   string // to a worry
	WorryRelease    string // of a worry whose holder has left
	SupportRequest  string // a worker asks for support
	Draft           string // what somebody typed that could not be taken
	LoneWorking     string // a service's own steps for working alone
	SupportAnswer   string // to such a request
	Closing         string // of a worry
	OwnNumber       string // that somebody chose, to sign in with on a phone of theirs
	RememberedPhone string
	Details         string // of a worker, as they stood
	Clearance       string // of a worker
	Training        string // a day of a worker's
	Match           string // of a participant with a worker
	MatchEnd        string
	MatchAsk        string // for another worker
	MatchKept       string // the two stay matched, after one had asked for another
	MatchTold       string // of a match's beginning or end, to one of the two
	ToTell          string // what staff have to tell somebody of their visits themselves
	Telling         string // that they have
	Supervision     string // a group session held
	Feedback        string
	Allocation      string // to an arm of a study
	Session         string // a signed-in session, not one of the ten
	Code            string // a sign-in code or card
	Attempt         string // at signing in
	Grant           string // a role given to an account
	Entry           string
	Verification    string // one walk along the trail
	Backup          string // one copy of everything, or a try at one
	Rotation        string // one change of the master key for another
)

// Length is the number of characters of every id: 128 bits in base 32.
const Length = 26

var encoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// From spells 16 bytes as an id.
func From[T ~string](b [16]byte) T { return T(encoding.EncodeToString(b[:])) }

// Parse reads an id that came from outside. Anything malformed is absent:
// guessing at ids must not teach what they look like.
func Parse[T ~string](s string) (T, error) {
	if len(s) != Length {
		return "", fault.Absent
	}
	b, err := encoding.DecodeString(s)
	if err != nil || encoding.EncodeToString(b) != s {
		return "", fault.Absent
	}
	return T(s), nil
}

// Kind names the noun, as the policy and the trail spell it.
func (Organisation) Kind() string { return "organisation" }
func (Team) Kind() string         { return "team" }
func (Account) Kind() string      { return "account" }
func (Participant) Kind() string  { return "participant" }
func (Study) Kind() string        { return "study" }
func (Appointment) Kind() string  { return "appointment" }
func (Visit) Kind() string        { return "visit" }
func (Worry) Kind() string        { return "worry" }

func (v Organisation) String() string { return string(v) }
func (v Team) String() string         { return string(v) }
func (v Account) String() string      { return string(v) }
func (v Participant) String() string  { return string(v) }
func (v Study) String() string        { return string(v) }
func (v Appointment) String() string  { return string(v) }
func (v Visit) String() string        { return string(v) }
func (v Worry) String() string        { return string(v) }
