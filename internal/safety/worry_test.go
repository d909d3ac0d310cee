package safety

import (
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

func aWorry(u Urgency, c Concern) Worry {
	return Worry{ID: "w", Participant: "p", Visit: "v", Urgency: u, About: c, Words: "The door was off its hinges."}
}

func said(p fault.Problems) map[string]string {
	keys := map[string]string{}
	for _, x := range p {
		keys[x.Field] = x.Key
	}
	return keys
}

func TestEachFlawOfAWorryIsNamedAtItsField(t *testing.T) {
	if p := aWorry(Today, OwnSafety).Check(); p.Any() {
		t.Error(p)
	}
	if got := said(Worry{}.Check()); len(got) != 5 || got["urgency"] != "worry.urgency.missing" ||
		got["about"] != "worry.about.missing" || got["words"] != "worry.words.missing" {
		t.Errorf("an empty worry: %v", got)
	}
	long := aWorry(Today, Health)
	long.Words = strings.Repeat("x", programme.MaxNote+1)
	if got := said(long.Check()); got["words"] != "person.note.long" {
		t.Errorf("%v", got)
	}
}

func TestNobodyHasToFindWordsWhenLifeIsAtRisk(t *testing.T) {
	w := aWorry(Now, OwnSafety)
	w.Words = ""
	if p := w.Check(); p.Any() {
		t.Error(p)
	}
}

func TestNobodyTakesOnTheirOwnWorry(t *testing.T) {
	r := Acknowledgement{ID: "r", Worry: "w"}
	if p := r.Check("ash", "ash"); said(p)["worry"] != "worry.receipt.own" {
		t.Error(p)
	}
	if p := r.Check("ash", "kim"); p.Any() {
		t.Error(p)
	}
	if p := (Acknowledgement{}).Check("ash", "kim"); len(p) != 2 {
		t.Error(p)
	}
}

func TestEachFlawOfATellingOrAClosingIsNamedAtItsField(t *testing.T) {
	if p := (Notification{ID: "t", Worry: "w", To: CrisisTeam, Name: "Jo"}).Check(); p.Any() {
		t.Error(p)
	}
	if got := said(Notification{ID: "t", Worry: "w", To: AnybodyElse}.Check()); len(got) != 1 ||
		got["name"] != "worry.name.missing" {
		t.Error(got)
	}
	if got := said(Notification{ID: "t", Worry: "w", To: GP, Nobody: true}.Check()); got["to"] != "worry.to.missing" {
		t.Error(got)
	}
	if got := said(Notification{}.Check()); len(got) != 3 {
		t.Error(got)
	}
	if got := said(Closing{}.Check()); len(got) != 3 || got["words"] != "worry.closing.words.missing" {
		t.Error(got)
	}
	if p := (Closing{ID: "c", Worry: id.Worry("w"), Words: "The crisis team went."}).Check(); p.Any() {
		t.Error(p)
	}
}

func TestEveryChoiceAndProblemHasWords(t *testing.T) {
	var keys []string
	for _, u := range Urgencies() {
		keys = append(keys, "worry.urgency."+string(u))
	}
	for _, c := range Concerns() {
		keys = append(keys, "worry.about."+string(c))
	}
	for _, c := range Recipients() {
		keys = append(keys, "worry.to."+string(c))
	}
	for _, s := range WorryMoves().States() {
		keys = append(keys, "worry.state."+string(s))
	}
	for _, p := range []fault.Problems{
		Worry{}.Check(), Notification{}.Check(), Notification{To: AnybodyElse}.Check(), Acknowledgement{}.Check("a", "a"),
		Closing{}.Check(),
	} {
		for _, x := range p {
			keys = append(keys, x.Key)
		}
	}
	for _, key := range append(keys, "worry.move.refused") {
		if !say.Has(key) {
			t.Errorf("%s has no words", key)
		}
	}
}
