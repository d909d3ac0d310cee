package workforce

import (
	"slices"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// Limits of what a form takes.
const (
	MaxIntroduction = 600     // characters: read on a phone in a minute
	MaxWeek         = 48 * 60 // minutes: Working Time Regulations 1998, regulation 4
	MaxDistricts    = 60
	MaxLanguages    = 12
)

// Gender is what a worker states of themselves, if they want to. The empty
// Gender is nothing stated, and is never guessed.
type Gender string

const (
	Woman     Gender = "woman"
	Man       Gender = "man"
	NonBinary Gender = "non_binary"
)

// Genders lists the answers in the order a form offers them.
func Genders() []Gender { return []Gender{Woman, Man, NonBinary} }

// Valid tells whether g is one of the answers.
func (g Gender) Valid() bool { return slices.Contains(Genders(), g) }

// SelfDescription is what a worker says of themselves so that people's wishes can be
// met. All of it is theirs to say or to keep.
type SelfDescription struct {
	Gender    Gender   `json:"gender,omitempty"`
	Languages []string `json:"languages,omitempty"` // besides English, in their own words
}

// A Worker is a peer support worker, as far as matching has to know. Hours are
// minutes a week; the reason for part-time ones is nobody's business here.
type Worker struct {
	ID                id.Account      `json:"id"`
	Introduction      string          `json:"introduction,omitempty"` // their own short words for those they may visit
	Districts         []District      `json:"districts"`              // where they work
	ContractedMinutes int             `json:"contracted_minutes"`
	Stated            SelfDescription `json:"stated"`
}

// Check reports every rule that w breaks.
func (w Worker) Check() fault.Problems {
	var p fault.Problems
	p.If(w.ID == "", "id", "worker.id.missing")
	p.If(fault.TooLong(w.Introduction, MaxIntroduction), "introduction", "worker.introduction.long", MaxIntroduction)
	w.checkDistricts(&p)
	p.If(w.ContractedMinutes < 1 || w.ContractedMinutes > MaxWeek, "contracted_minutes",
		"worker.contracted_minutes.range", MaxWeek/60)
	p.Within("stated", w.Stated.Check())
	return p
}

func (w Worker) checkDistricts(p *fault.Problems) {
	p.If(len(w.Districts) == 0, "districts", "worker.districts.missing")
	p.If(len(w.Districts) > MaxDistricts, "districts", "worker.districts.many", MaxDistricts)
	wrong := slices.ContainsFunc(w.Districts, func(d District) bool { return !d.Valid() })
	p.If(wrong, "districts", "worker.districts.wrong")
	p.If(!wrong && repeats(w.Districts), "districts", "worker.districts.twice")
}

// Check reports every rule that s breaks. Stating nothing breaks none.
func (s SelfDescription) Check() fault.Problems {
	var p fault.Problems
	p.If(s.Gender != "" && !s.Gender.Valid(), "gender", "worker.gender.unknown")
	p.If(len(s.Languages) > MaxLanguages, "languages", "worker.languages.many", MaxLanguages)
	p.If(slices.ContainsFunc(s.Languages, fault.Blank), "languages", "worker.languages.blank")
	long := slices.ContainsFunc(s.Languages, func(l string) bool { return fault.TooLong(l, programme.MaxName) })
	p.If(long, "languages", "person.line.long", programme.MaxName)
	return p
}

func repeats[T comparable](all []T) bool {
	seen := map[T]bool{}
	for _, x := range all {
		if seen[x] {
			return true
		}
		seen[x] = true
	}
	return false
}
