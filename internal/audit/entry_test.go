package audit

import (
	"bytes"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func anyEntry(t *rapid.T) Entry {
	e := Entry{
		Organisation: "org", Chain: Changes,
		Seq:    rapid.Int64Range(1, 1e6).Draw(t, "seq"),
		At:     time.UnixMicro(rapid.Int64Range(0, 2e15).Draw(t, "at")).UTC(),
		Actor:  rapid.String().Draw(t, "actor"),
		Action: rapid.String().Draw(t, "action"),
	}
	for range rapid.IntRange(0, 3).Draw(t, "rows") {
		e.Rows = append(e.Rows, Row{rapid.String().Draw(t, "table"), rapid.String().Draw(t, "key"), []byte{1}})
	}
	return e
}

// Whatever is altered in an entry, its hash is another one.
func TestEveryFieldOfAnEntryIsUnderItsHash(t *testing.T) {
	changes := map[string]func(*Entry){
		"organisation": func(e *Entry) { e.Organisation += "x" },
		"chain":        func(e *Entry) { e.Chain = Reads },
		"seq":          func(e *Entry) { e.Seq++ },
		"at":           func(e *Entry) { e.At = e.At.Add(time.Microsecond) },
		"actor":        func(e *Entry) { e.Actor += "x" },
		"action":       func(e *Entry) { e.Action += "x" },
		"subject kind": func(e *Entry) { e.SubjectKind += "x" },
		"subject":      func(e *Entry) { e.Subject += "x" },
		"refused":      func(e *Entry) { e.Refused = !e.Refused },
		"rows":         func(e *Entry) { e.Rows = append(e.Rows, Row{"t", "k", nil}) },
		"people":       func(e *Entry) { e.People = append(e.People, "sam") },
		"between two":  func(e *Entry) { e.Actor, e.Action = e.Actor+"a", "b"+e.Action },
	}
	rapid.Check(t, func(t *rapid.T) {
		e := anyEntry(t)
		before := e.Hash([]byte("prev"))
		if bytes.Equal(before, e.Hash([]byte("other"))) {
			t.Fatal("the hash does not depend on the entry before")
		}
		for name, alter := range changes {
			altered := e
			alter(&altered)
			if bytes.Equal(before, altered.Hash([]byte("prev"))) {
				t.Fatalf("%s can be altered unseen", name)
			}
		}
	})
}

func TestARowHasOneDigestOnBothEngines(t *testing.T) {
	at := time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC)
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	sqlite, err := Digest("x", []Column{{"done", int64(1)}, {"at", at}})
	if err != nil {
		t.Fatal(err)
	}
	postgres, err := Digest("x", []Column{{"done", true}, {"at", at.In(london)}})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(sqlite, postgres) {
		t.Error("the engines' digests differ")
	}
}
