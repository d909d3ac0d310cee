package course

import (
	"slices"
	"time"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// LettersItem is the key of the consent item that is asked before anything is
// written to a GP or to the person who plans somebody's care. Without it no letter
// goes to anybody but the person.
const LettersItem = "letters"

// LetterKind is one of the two letters of a course.
type LetterKind string

const (
	LetterStart  LetterKind = "start"
	LetterEnding LetterKind = "ending"
)

// LetterKinds lists the kinds in their order.
func LetterKinds() []LetterKind { return []LetterKind{LetterStart, LetterEnding} }

// Valid tells whether k is one of the kinds.
func (k LetterKind) Valid() bool { return slices.Contains(LetterKinds(), k) }

// Recipient is to whom a letter goes.
type Recipient string

const (
	ToParticipant     Recipient = "participant"
	ToGP              Recipient = "gp"
	ToResponsible     Recipient = "responsible" // who holds clinical responsibility now
	ToCareCoordinator Recipient = "care_coordinator"
)

// Valid tells whether r is one of the recipients.
func (r Recipient) Valid() bool {
	return slices.Contains([]Recipient{ToParticipant, ToGP, ToResponsible, ToCareCoordinator}, r)
}

// Recipients lists to whom a letter may go for somebody with this standing and
// referral: the person always, the others only with LettersItem and only where
// the referral names them. In a study there is no ending summary for the
// others, because visits, and their ending, tell the arm.
func Recipients(d programme.Definition, k LetterKind, s pathway.Standing, r pathway.Referral) []Recipient {
	list := []Recipient{ToParticipant}
	if !s.Agrees(LettersItem) || k == LetterEnding && d.Study() {
		return list
	}
	if !fault.Blank(r.GP.Name) || !fault.Blank(r.GP.Practice) {
		list = append(list, ToGP)
	}
	if !fault.Blank(r.Responsible.Name) {
		list = append(list, ToResponsible)
	}
	if !fault.Blank(r.CareCoordinator.Name) {
		list = append(list, ToCareCoordinator)
	}
	return list
}

// A Letterhead is what stands in every letter: to whom, about whom, and whom to
// ring. Number and birth date are for clinicians to find the right record, and
// are left out for the person.
type Letterhead struct {
	To        Recipient           `json:"to"`
	Addressee string              `json:"addressee"` // a name, or a practice
	About     string              `json:"about"`     // the person's full name
	Called    string              `json:"called"`    // what they are called
	BirthDate programme.Date      `json:"birth_date,omitzero"`
	NHSNumber programme.NHSNumber `json:"nhs_number,omitempty"`
	Programme string              `json:"programme"`
	RingName  string              `json:"ring_name"` // of the service
	RingPhone programme.Phone     `json:"ring_phone,omitempty"`
}

// A StartLetter says that visits begin. It says nothing of why, or of how
// somebody is: it reports what the service does, and never guesses. In a study
// it tells the others no more than that the person takes part.
type StartLetter struct {
	Letterhead
	Study       bool      `json:"study,omitempty"`
	Worker      string    `json:"worker,omitempty"` // with the next three: empty where they would tell an arm
	FirstVisit  time.Time `json:"first_visit,omitzero"`
	Sessions    int       `json:"sessions,omitempty"`
	CadenceDays int       `json:"cadence_days,omitempty"`
}

// An EndingSummary says what was held and where to turn. The person's own words
// (Plan) stand in their copy alone; to share them is theirs.
type EndingSummary struct {
	Letterhead
	Worker  string         `json:"worker,omitempty"`
	Held    int            `json:"held"`
	Of      int            `json:"of"`
	First   programme.Date `json:"first,omitzero"` // of the visits held; none without any
	Last    programme.Date `json:"last,omitzero"`
	EndedOn programme.Date `json:"ended_on"`
	Kind    EndingKind     `json:"kind"`
	Plan    EndingPlan     `json:"plan,omitzero"` // empty in anybody else's copy
}

// A LetterWriter is what a letter is written from.
type LetterWriter struct {
	Definition programme.Definition
	Standing   pathway.Standing
	Referral   pathway.Referral
	Identity   programme.Identity // as it is now; the referral's may have been corrected
	Visits     bool               // the person's arm has visits; in a service it has
	Course     Course
	Worker     string // the worker's name
	RingName   string
	RingPhone  programme.Phone
	Zone       *time.Location
}

func (w LetterWriter) head(k LetterKind, to Recipient) (Letterhead, error) {
	if !slices.Contains(Recipients(w.Definition, k, w.Standing, w.Referral), to) {
		return Letterhead{}, fault.New(fault.Conflict, "letter.not_agreed")
	}
	head := Letterhead{
		To: to, Addressee: w.addressee(to), About: w.Identity.FullName(), Called: w.Identity.CalledName(),
		Programme: w.Definition.Title, RingName: w.RingName, RingPhone: w.RingPhone,
	}
	if to != ToParticipant {
		head.BirthDate, head.NHSNumber = w.Identity.BirthDate, w.Identity.NHSNumber
	}
	return head, nil
}

func (w LetterWriter) addressee(to Recipient) string {
	switch {
	case to == ToGP && fault.Blank(w.Referral.GP.Name):
		return w.Referral.GP.Practice
	case to == ToGP:
		return w.Referral.GP.Name
	case to == ToResponsible:
		return w.Referral.Responsible.Name
	case to == ToCareCoordinator:
		return w.Referral.CareCoordinator.Name
	}
	return w.Identity.FullName()
}

// Start returns the start letter to the recipient, or a conflict where the
// person hasn't agreed to it.
func (w LetterWriter) Start(to Recipient) (StartLetter, error) {
	head, err := w.head(LetterStart, to)
	if err != nil {
		return StartLetter{}, err
	}
	letter := StartLetter{Letterhead: head, Study: w.Definition.Study()}
	if !w.Visits || letter.Study && to != ToParticipant {
		return letter, nil
	}
	letter.Worker, letter.Sessions, letter.CadenceDays = w.Worker, w.Definition.Sessions, w.Definition.CadenceDays
	if all := slices.Concat(w.Course.Held(), w.Course.Open()); len(all) > 0 {
		letter.FirstVisit = all[0].Begins()
	}
	return letter, nil
}

// Ending returns the ending summary to the recipient, or a conflict where the
// person hasn't agreed to it, or never had visits.
func (w LetterWriter) Ending(to Recipient, e Ending, plan EndingPlan) (EndingSummary, error) {
	head, err := w.head(LetterEnding, to)
	if err != nil {
		return EndingSummary{}, err
	}
	if !w.Visits {
		return EndingSummary{}, fault.New(fault.Conflict, "letter.no_visits")
	}
	s := EndingSummary{Letterhead: head, Worker: w.Worker, Held: w.Course.SessionsHeld(), Of: w.Course.Of,
		EndedOn: e.On, Kind: e.Kind}
	if held := w.Course.Held(); len(held) > 0 {
		s.First, s.Last = programme.Of(held[0].Begins(), w.Zone), programme.Of(held[len(held)-1].Begins(), w.Zone)
	}
	if to == ToParticipant {
		s.Plan = plan
	}
	return s, nil
}

// A SentLetter is the fact that a letter went out, or was handed over.
type SentLetter struct {
	ID          id.Letter      `json:"id"`
	Participant id.Participant `json:"participant"`
	Kind        LetterKind     `json:"kind"`
	To          Recipient      `json:"to"`
	On          programme.Date `json:"on"`
	By          id.Account     `json:"by"`
	Said        *Said          `json:"said,omitempty"` // the server's to say; nobody kept it of the first that went
}

// Check reports every rule that l breaks on the day today, when letters of its
// kind may go to allowed.
func (l SentLetter) Check(allowed []Recipient, today programme.Date, within programme.Span) fault.Problems {
	var p fault.Problems
	p.If(l.ID == "", "id", "letter.id.missing")
	p.If(l.Participant == "", "participant", "letter.participant.missing")
	p.If(!l.Kind.Valid(), "kind", "letter.kind.missing")
	p.If(!l.To.Valid(), "to", "letter.to.missing")
	p.If(l.To.Valid() && !slices.Contains(allowed, l.To), "to", "letter.not_agreed")
	p.If(l.On.IsZero(), "on", "letter.on.missing")
	p.If(l.On.After(today), "on", "letter.on.future")
	within.CheckAs("on", l.On, today, &p)
	p.If(l.By == "", "by", "letter.by.missing")
	return p
}
