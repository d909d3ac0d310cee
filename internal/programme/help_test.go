package programme

import (
	"testing"

	"footbridge.org/footbridge/internal/fault"
)

func aLine(key, number string) HelpLine {
	return HelpLine{Key: key, Title: key, For: "anybody", Hours: "always", Always: true, ReviewBy: day("2027-05-01"),
		Ways: []HelpWay{{Kind: WayCall, Shown: number, Target: number}}}
}

func aPack() HelpPack {
	life, mind := aLine("emergency", "999"), aLine("nhs-111", "111")
	life.Fixed, mind.Fixed = true, true
	return HelpPack{Key: "uk", Title: "Help", Country: "GB", Lines: []HelpLine{life, mind, aLine("talk", "01632960001")}}
}

func TestNoSettingTakesOutAFixedLine(t *testing.T) {
	h := aPack().Without("emergency", "nhs-111", "talk").With(aLine("crisis", "01632960002"))
	var keys []string
	for _, l := range h.Lines {
		keys = append(keys, l.Key)
	}
	if len(keys) != 3 || keys[0] != "emergency" || keys[1] != "nhs-111" || keys[2] != "crisis" {
		t.Error(keys)
	}
	if own := aPack().With(aLine("crisis", "01632960002")); own.Lines[2].Key != "crisis" || own.Lines[3].Key != "talk" {
		t.Errorf("an organisation's line stands after the fixed ones and before the others: %+v", own.Lines)
	}
	if len(aPack().Lines) != 3 {
		t.Error("the pack itself was changed")
	}
}

func TestAUKPackWithout999Or111IsNotWhole(t *testing.T) {
	if p := aPack().Check(); p.Any() {
		t.Fatal(p)
	}
	for i := range 2 {
		h := aPack()
		h.Lines[i].Ways[0].Target = "01632960009"
		if said(h.Check())["lines"] != "help.built_in.missing" {
			t.Errorf("without line %d: %v", i, h.Check())
		}
	}
	h := aPack()
	h.Lines[0].Fixed = false
	if got := said(h.Check()); got["lines"] != "help.built_in.missing" || got["lines[1].fixed"] != "help.fixed.order" {
		t.Error(got)
	}
	h.Country = "IE"
	if said(h.Check())["lines"] != "" {
		t.Error("another country has numbers of its own")
	}
}

func TestEachFlawOfAHelpLineIsNamedAtItsField(t *testing.T) {
	for field, c := range map[string]struct {
		key    string
		change func(*HelpLine)
	}{
		"when_closed":    {"help.when_closed.missing", func(l *HelpLine) { l.Always = false }},
		"review_by":      {"help.review_by.missing", func(l *HelpLine) { l.ReviewBy = Date{} }},
		"ways":           {"help.ways.none", func(l *HelpLine) { l.Ways = nil }},
		"ways[0].kind":   {"help.kind.unknown", func(l *HelpLine) { l.Ways[0].Kind = "shout" }},
		"ways[0].target": {"help.target.number", func(l *HelpLine) { l.Ways[0].Target = "javascript:1" }},
		"hours":          {"definition.text.missing", func(l *HelpLine) { l.Hours = "" }},
	} {
		l := aLine("talk", "01632960001")
		c.change(&l)
		if got := l.Check(); len(got) != 1 || got[0].Field != field || got[0].Key != c.key {
			t.Errorf("%s: %v, want %s", field, got, c.key)
		}
	}
	for kind, key := range map[WayKind]string{WayWeb: "help.target.web", WayGo: "help.target.place"} {
		l := aLine("talk", "01632960001")
		l.Ways[0].Kind = kind
		if got := said(l.Check())["ways[0].target"]; got != key {
			t.Errorf("%s: %s", kind, got)
		}
	}
}

func TestALineIsUncheckedFromTheDayAfterItsReview(t *testing.T) {
	l := aLine("talk", "01632960001")
	if l.Unchecked(day("2027-05-01")) || !l.Unchecked(day("2027-05-02")) {
		t.Error("on the wrong day")
	}
	if got := aPack().UncheckedLines(day("2027-05-02")); len(got) != 3 {
		t.Error(got)
	}
}

func TestADemonstrationLinksToNobody(t *testing.T) {
	h := aPack()
	h.Demo, h.Notice = true, "This reaches nobody."
	got := said(h.Check())
	if got["lines[0].ways[0].target"] != "help.target.real" ||
		got["lines[1].ways[0].target"] != "help.target.real" || len(got) != 2 {
		t.Error(got)
	}
	h.Lines, h.Notice = h.Lines[2:], ""
	if got := said(h.Check()); len(got) != 1 || got["notice"] != "help.notice.missing" {
		t.Error(got)
	}
	for _, real := range []string{"08081234567", "07700901000", "https://example.org.uk/",
		"https://notexample.org/", "116123"} {
		if invented(real) {
			t.Errorf("%s may be somebody's", real)
		}
	}
	for _, drama := range []string{"01632960999", "02079460123", "07700900258", "08081570123", "https://111.example.org/",
		"https://example.org/x"} {
		if !invented(drama) {
			t.Errorf("%s is nobody's", drama)
		}
	}
}

// said is the keys of the problems by field, for comparing.
func said(p fault.Problems) map[string]string {
	keys := map[string]string{}
	for _, x := range p {
		keys[x.Field] = x.Key
	}
	return keys
}
