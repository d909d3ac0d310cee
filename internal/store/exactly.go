package store

import (
	"errors"

	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// exactlyAtOnce is how many people one query reads: as many as a search shows. There are
// always as many marks, so that there is one text.
const exactlyAtOnce = programme.FoundAtMost

var listExactly = journalQuery("ListExactly :many",
	"SELECT v.participant_id, v.stage, v.stands, v.since FROM visiting v WHERE v.participant_id IN ("+
		marks(exactlyAtOnce)+")")

// SetExactly has each of people stand where they do exactly, as FindPerson finds them: in a
// study that may reveal an arm.
func (t *ReadTx) SetExactly(people []*programme.Person) error {
	for len(people) > 0 {
		some := people[:min(len(people), exactlyAtOnce)]
		people = people[len(some):]
		now, err := t.listExactly(some)
		if err != nil {
			return err
		}
		for _, p := range some {
			if p.State = programme.State(now[p.ID].stage); p.State == "" {
				return mistake("nobody knows where somebody stands")
			}
			if p.Standing, err = standing(now[p.ID].stands, now[p.ID].since); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *ReadTx) listExactly(people []*programme.Person) (list map[id.Participant]exactly, err error) {
	values := make([]any, exactlyAtOnce)
	for i := range values {
		values[i] = string(people[min(i, len(people)-1)].ID)
	}
	found, err := t.rec.QueryContext(t.ctx, listExactly, values...)
	if err != nil {
		return nil, busy(err)
	}
	defer func() { err = busy(errors.Join(err, found.Close())) }()
	list = map[id.Participant]exactly{}
	for found.Next() {
		var of id.Participant
		var now exactly
		if err := found.Scan(&of, &now.stage, &now.stands, &now.since); err != nil {
			return nil, err
		}
		list[of] = now
	}
	return list, found.Err()
}
