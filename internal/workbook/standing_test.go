package workbook

import (
	"testing"
	"time"

	"footbridge.org/footbridge/internal/id"
)

func TestWhatIsReadByOthersStandsAlone(t *testing.T) {
	all := Standings{"long": {Kept: Kept{Revision: 2, Answer: Text("tea"),
		Others: []OtherAnswer{{From: "op", Answer: Text("gin")}}},
		Since: map[id.Operation]time.Time{"op": minute(1)}, At: minute(2)}}
	alone := all.WithoutOthers()["long"]
	if alone.Answer != Text("tea") || alone.At != minute(2) || len(alone.Others)+len(alone.Since) > 0 {
		t.Errorf("%+v", alone)
	}
	if len(all["long"].Others) != 1 {
		t.Error("what was given has changed")
	}
}

func TestTheBookKnowsWhereItsDailyDialStands(t *testing.T) {
	m, p, f, there := sound().Daily()
	if !there || m.Key != "first" || p.Key != "one" || f.Key != "today" {
		t.Errorf("%s/%s %s %v", m.Key, p.Key, f.Key, there)
	}
	if _, _, _, there := (Definition{}).Daily(); there {
		t.Error("an empty book has none")
	}
}
