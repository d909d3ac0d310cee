package programme_test

import (
	"testing"

	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/programme/programmetest"
)

func TestTheExampleDefinitionsAreWhole(t *testing.T) {
	if p := programmetest.Service().Check(); p.Any() || programmetest.Service().Study() {
		t.Error(p)
	}
	if p := programmetest.Study().Check(); p.Any() || !programmetest.Study().Study() {
		t.Error(p)
	}
}

func TestEachFlawOfADefinitionIsNamedAtItsPath(t *testing.T) {
	for path, c := range map[string]struct {
		key    string
		change func(*programme.Definition)
	}{
		"key":               {"definition.key.shape", func(d *programme.Definition) { d.Key = "Crisis Support" }},
		"version":           {"definition.number.range", func(d *programme.Definition) { d.Version = 0 }},
		"title":             {"definition.text.missing", func(d *programme.Definition) { d.Title = "" }},
		"window_days":       {"definition.window.short", func(d *programme.Definition) { d.WindowDays = 62 }},
		"start_within_days": {"definition.start.late", func(d *programme.Definition) { d.StartWithinDays = 92 }},
		"adequate_sessions": {"definition.adequate.many", func(d *programme.Definition) { d.AdequateSessions = 11 }},
		"referral.minimum_age": {"definition.number.range",
			func(d *programme.Definition) { d.Referral.MinimumAge = 0 }},
		"eligibility": {"definition.eligibility.none", func(d *programme.Definition) { d.Eligibility = nil }},
		"eligibility[1].key": {"definition.key.twice",
			func(d *programme.Definition) { d.Eligibility[1].Key = "leaving" }},
		"eligibility[0].kind": {"definition.eligibility.kind",
			func(d *programme.Definition) { d.Eligibility[0].Kind = "perhaps" }},
		"eligibility[0].required": {"definition.eligibility.required",
			func(d *programme.Definition) { d.Eligibility[0].Required = programme.NotSure }},
		"decline_reasons": {"definition.list.empty", func(d *programme.Definition) { d.DeclineReasons = nil }},
		"information_sheet.file": {"definition.sheet.shape",
			func(d *programme.Definition) { d.InformationSheet.File = "../secret.md" }},
		"consent": {"definition.consent.none_required",
			func(d *programme.Definition) { d.Consent = d.Consent[2:] }},
		"consent[1].version": {"definition.number.range", func(d *programme.Definition) { d.Consent[1].Version = 0 }},
		"arms": {"definition.arms.no_visits",
			func(d *programme.Definition) { d.Arms[0].Visits = false }},
		"workers.clearances[0].text": {"definition.text.missing",
			func(d *programme.Definition) { d.Workers.Clearances[0].Text = " " }},
		"measures[0]": {"definition.key.missing", func(d *programme.Definition) { d.Measures[0] = "" }},
		"outcomes":    {"definition.list.empty", func(d *programme.Definition) { d.Outcomes = nil }},
		"outcomes[0].from": {"outcome.from.no_arms",
			func(d *programme.Definition) { d.Outcomes[0].From = programme.FromAllocation }},
		"outcomes[0].within_months": {"outcome.within.one", func(d *programme.Definition) { d.Outcomes[0].WithinDays = 5 }},
		"outcomes[0].kinds[0]": {"outcome.kind.unknown",
			func(d *programme.Definition) { d.Outcomes[0].Kinds = []programme.EpisodeKind{"spa"} }},
		"outcomes[0].kinds[1]": {"definition.key.twice", func(d *programme.Definition) {
			d.Outcomes[0].Kinds = []programme.EpisodeKind{programme.CrisisHouse, programme.CrisisHouse}
		}},
		"help.pack": {"definition.key.missing", func(d *programme.Definition) { d.Help.Pack = "" }},
		"help.organisation_lines[0].text": {"definition.text.missing",
			func(d *programme.Definition) { d.Help.OrganisationLines[0].Text = "" }},
	} {
		d := programmetest.Service()
		c.change(&d)
		if got := d.Check(); len(got) != 1 || got[0].Field != path || got[0].Key != c.key {
			t.Errorf("%s: %v, want %s", path, got, c.key)
		}
	}
	d := programmetest.Study()
	d.Arms = append(d.Arms, programme.Arm{Key: "third", Name: "Third"})
	if programmetest.Said(d.Check())["arms"] != "definition.arms.number" {
		t.Error("three arms")
	}
}

func TestThingsAreFoundByTheirKeys(t *testing.T) {
	d := programmetest.Study()
	_, line := d.Line("unsafe")
	_, item := d.Item("letter")
	_, arm := d.Arm("workbook")
	_, reason := d.DeclineReason("other")
	_, outcome := d.Outcome("year")
	_, none := d.Line("nonesuch")
	if !line || !item || !arm || !reason || !outcome || none {
		t.Error(line, item, arm, reason, outcome, none)
	}
}
