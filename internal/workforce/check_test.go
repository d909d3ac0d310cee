package workforce

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// Every rule is broken once, and each names its field.
func TestWhatIsWrongIsSaidBesideItsField(t *testing.T) {
	d, tomorrow := aProgramme(), today.AddDays(1)
	sound := Supervision{ID: "s", On: today, Led: "lee", Came: []id.Account{"ash", "jo"}}
	match := Match{ID: "m", Participant: "sam", Worker: "ash", On: today}
	for what, x := range map[string]struct {
		got  fault.Problems
		want map[string]string
	}{
		"a sound worker": {aWorker("ash").Check(), map[string]string{}},
		"nothing of a worker": {Worker{}.Check(), map[string]string{
			"id": "worker.id.missing", "districts": "worker.districts.missing",
			"contracted_minutes": "worker.contracted_minutes.range"}},
		"a worker in the wrong shape": {Worker{ID: "ash", Introduction: strings.Repeat("a", 601),
			Districts: []District{"gu2"}, ContractedMinutes: MaxWeek + 1,
			Stated: SelfDescription{Gender: "lady", Languages: []string{" "}}}.Check(), map[string]string{
			"introduction": "worker.introduction.long", "districts": "worker.districts.wrong",
			"contracted_minutes": "worker.contracted_minutes.range",
			"stated.gender":      "worker.gender.unknown", "stated.languages": "worker.languages.blank"}},
		"a district twice": {Worker{ID: "ash", Districts: []District{"ZZ1", "ZZ1"}, ContractedMinutes: 1}.Check(),
			map[string]string{"districts": "worker.districts.twice"}},
		"a sound clearance": {Clearance{ID: "c", Worker: "ash", Key: "dbs", Issued: today, Expires: today}.Check(d, today),
			map[string]string{}},
		"nothing of a clearance": {Clearance{}.Check(d, today), map[string]string{
			"id": "worker.id.missing", "worker": "worker.worker.missing", "key": "worker.clearance.key.missing",
			"issued": "worker.clearance.issued.missing"}},
		"a clearance of tomorrow that ran out today": {Clearance{ID: "c", Worker: "ash", Key: "dbs", Issued: tomorrow,
			Expires: today}.Check(d, today), map[string]string{
			"issued": "worker.clearance.issued.future", "expires": "worker.clearance.expires.early"}},
		"a clearance taken back asks for no more": {Clearance{ID: "c2", Worker: "ash",
			Correction: Correction[id.Clearance]{"c", true}}.Check(d, today), map[string]string{}},
		"a correction of itself": {Clearance{ID: "c", Worker: "ash", Key: "dbs", Issued: today,
			Correction: Correction[id.Clearance]{"c", false}}.Check(d, today),
			map[string]string{"replaces": "worker.replaces.itself"}},
		"nothing taken back": {Training{ID: "t", Worker: "ash",
			Correction: Correction[id.Training]{InError: true}}.Check(today),
			map[string]string{"in_error": "worker.in_error.of_nothing"}},
		"nothing of a training": {Training{}.Check(today), map[string]string{
			"id": "worker.id.missing", "worker": "worker.worker.missing", "kind": "worker.training.kind.missing",
			"on": "worker.training.on.missing"}},
		"a training to come": {aTraining(TopUpDay, tomorrow).Check(today),
			map[string]string{"on": "worker.training.on.future"}},
		"a sound match": {match.Check(today, programme.InCourse), map[string]string{}},
		"nothing of a match": {Match{}.Check(today, programme.InCourse), map[string]string{
			"id": "matching.id.missing", "participant": "matching.participant.missing", "worker": "matching.worker.missing",
			"on": "matching.on.missing"}},
		"a match to come": {Match{ID: "m", Participant: "sam", Worker: "ash", On: tomorrow}.Check(today, programme.InCourse),
			map[string]string{"on": "matching.on.future"}},
		"an end without a reason": {MatchEnded{ID: "e", Match: "m", Participant: "sam", On: today}.Check(match, today),
			map[string]string{}},
		"an end of another match": {MatchEnded{ID: "e", Match: "n", Participant: "jo", On: today, Reason: "rude"}.Check(match,
			today), map[string]string{
			"match": "matching.match.missing", "participant": "matching.participant.missing",
			"reason": "matching.end.reason.unknown"}},
		"an end before the beginning": {MatchEnded{ID: "e", Match: "m", Participant: "sam",
			On: today.AddDays(-1)}.Check(match, today), map[string]string{"on": "matching.end.on.early"}},
		"an end to come": {MatchEnded{ID: "e", Match: "m", Participant: "sam", On: tomorrow}.Check(match, today),
			map[string]string{"on": "matching.end.on.future"}},
		"nothing of an end": {MatchEnded{}.Check(Match{}, today), map[string]string{
			"id": "matching.id.missing", "match": "matching.match.missing", "participant": "matching.participant.missing",
			"on": "matching.end.on.missing"}},
		"a sound supervision": {sound.Check(today), map[string]string{}},
		"nothing of a supervision": {Supervision{}.Check(today), map[string]string{
			"id": "supervision.id.missing", "on": "supervision.on.missing", "led": "supervision.led.missing",
			"came": "supervision.came.missing"}},
		"whoever led came": {Supervision{ID: "s", On: tomorrow, Led: "lee", Came: []id.Account{"lee"}}.Check(today),
			map[string]string{
				"on": "supervision.on.future", "came": "supervision.came.led"}},
		"somebody came twice": {Supervision{ID: "s", On: today, Led: "lee", Came: []id.Account{"ash", "ash"}}.Check(today),
			map[string]string{"came": "supervision.came.twice"}},
		"somebody unnamed": {Supervision{ID: "s", On: today, Led: "lee", Came: []id.Account{""}}.Check(today),
			map[string]string{"came": "supervision.came.unknown"}},
		"a sound feedback": {Feedback{ID: "f", Participant: "sam", On: today, Words: "Good.",
			Quote: QuoteNo}.Check(today), map[string]string{}},
		"quoting left open": {Feedback{ID: "f", Participant: "sam", On: today, Words: "Good."}.Check(today),
			map[string]string{"quote": "feedback.quote.missing"}},
		"feedback of tomorrow": {Feedback{ID: "f", Participant: "sam", On: tomorrow, Words: strings.Repeat("a", 4001),
			Quote: QuoteYes}.Check(today), map[string]string{"on": "feedback.on.future", "words": "person.note.long"}},
		"nothing of a feedback": {Feedback{}.Check(today), map[string]string{
			"id": "feedback.id.missing", "participant": "feedback.participant.missing", "on": "feedback.on.missing",
			"words": "feedback.words.missing", "quote": "feedback.quote.missing"}},
	} {
		if diff := cmp.Diff(x.want, said(x.got)); diff != "" {
			t.Errorf("%s: -want +got\n%s", what, diff)
		}
	}
}

func TestADistrictIsReadAsPeopleTypeIt(t *testing.T) {
	for typed, want := range map[string]District{
		"GU2 7XH": "GU2", "gu27xh": "GU2", "GU27 1AB": "GU27", "gu 2": "GU2", "EC1A 1BB": "EC1A", "M1 1AE": "M1",
		"ZZ99 3VZ": "ZZ99",
		"":         "", "Guildford": "", "GU": "", "GU2 7X": "", "12345": "",
	} {
		if got := DistrictOf(typed); got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
	for d, want := range map[District]string{"GU2": "GU", "EC1A": "EC", "M1": "M", "": ""} {
		if got := d.area(); got != want {
			t.Errorf("%s lies in %q, want %q", d, got, want)
		}
	}
}
