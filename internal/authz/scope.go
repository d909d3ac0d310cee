package authz

import (
	"slices"

	"github.com/cedar-policy/cedar-go"

	"footbridge.org/footbridge/internal/id"
)

// A Resource is what is asked about, with what the policy needs to know of it.
type Resource = id.Scope

// attributes is everything that the policy can ask of a thing. The entity that
// it sees, the cases that reach.go tells of and the probes of the matrix's test
// are made from this table. A new attribute is a field of id.Scope, a line here,
// and a column of the query that fills it (internal/store/queries/scope.sql).
var attributes = []attribute{
	link("organisation", "Organisation", func(r *Resource) *id.Organisation { return &r.Organisation }, nil),
	link("team", "Team", func(r *Resource) *id.Team { return &r.Team }, of{onTeam, onParticipant},
		when(ForOwnTeam, ourTeam), when(ForOtherTeams, otherTeam)),
	mark("study", func(r *Resource) *bool { return &r.Study }, of{onParticipant}, when(ForInStudy, true)),
	mark("followed", func(r *Resource) *bool { return &r.Followed }, of{onParticipant}, when(ForFollowed, true)),
	link("worker", "Account", func(r *Resource) *id.Account { return &r.Worker }, of{onParticipant},
		when(ForMatched, asker)),
	several("earlier_teams", "Team", func(r *Resource) *[]id.Team { return &r.EarlierTeams }, of{onParticipant},
		when(ForOnceOwnTeam, []id.Team{ourTeam})),
	several("earlier_workers", "Account", func(r *Resource) *[]id.Account { return &r.WorkedBefore }, of{onParticipant},
		when(ForOnceMatched, []id.Account{asker})),
	several("covering", "Account", func(r *Resource) *[]id.Account { return &r.Covering }, of{onParticipant},
		when(ForCovering, []id.Account{asker})),
	several("covered", "Account", func(r *Resource) *[]id.Account { return &r.Covered }, of{onParticipant},
		when(ForCovered, []id.Account{asker})),
	link("participant", "Participant", func(r *Resource) *id.Participant { return &r.Participant }, of{onAccount},
		when[id.Participant](ForStaff, ""), when[id.Participant](ForParticipants, someone)),
	mark("closed", func(r *Resource) *bool { return &r.Closed }, of{onStudy},
		when(ForOpenStudies, false), when(ForClosedStudies, true)),
}

// An attribute is one line of the table.
type attribute struct {
	name  string // as policy.cedar has it
	of    of
	value func(*Resource) cedar.Value // nil while a thing has none
	cases []standing                  // the ways in which a thing can stand by it to an invented asker
	mark  bool                        // holds or doesn't, rather than names something
}

// of are the kinds of thing that have an attribute.
type of []string

// A standing is one of those ways, and what it takes to bring a thing there.
type standing struct {
	is    Case
	bring func(*Resource)
}

// A value is what an attribute has in a case.
type value[T any] struct {
	is Case
	of T
}

func when[T any](is Case, v T) value[T] { return value[T]{is, v} }

// mark is an attribute that holds of a thing or doesn't.
func mark(name string, field func(*Resource) *bool, kinds of, values ...value[bool]) attribute {
	a := attribute{name: name, of: kinds, mark: true, cases: standings(field, values)}
	a.value = func(r *Resource) cedar.Value { return cedar.Boolean(*field(r)) }
	return a
}

// link is an attribute that names another thing, and is left out where there is none.
func link[T ~string](
	name string, entity cedar.EntityType, field func(*Resource) *T, kinds of, values ...value[T],
) attribute {
	a := attribute{name: name, of: kinds, cases: standings(field, values)}
	a.value = func(r *Resource) cedar.Value {
		if *field(r) == "" {
			return nil
		}
		return uid(entity, string(*field(r)))
	}
	return a
}

// several is an attribute that names other things of one kind, and is left out where
// there are none.
func several[T ~string](
	name string, entity cedar.EntityType, field func(*Resource) *[]T, kinds of, values ...value[[]T],
) attribute {
	a := attribute{name: name, of: kinds, cases: standings(field, values)}
	a.value = func(r *Resource) cedar.Value {
		if len(*field(r)) == 0 {
			return nil
		}
		var all []cedar.Value
		for _, v := range *field(r) {
			all = append(all, uid(entity, string(v)))
		}
		return cedar.NewSet(all...)
	}
	return a
}

func standings[T any](field func(*Resource) *T, values []value[T]) []standing {
	var list []standing
	for _, v := range values {
		list = append(list, standing{v.is, func(r *Resource) { *field(r) = v.of }})
	}
	return list
}

// crosses tells whether the attribute adds to how a thing stands otherwise, as
// taking part in a study does, rather than being one way of standing among others.
func (a attribute) crosses() bool { return a.mark && len(a.cases) == 1 }

// attributesOf are those of one kind of thing.
func attributesOf(kind string) []attribute {
	return slices.DeleteFunc(slices.Clone(attributes), func(a attribute) bool { return !slices.Contains(a.of, kind) })
}

var entityTypes = map[string]cedar.EntityType{
	onOrganisation: "Organisation", onTeam: "Team", onParticipant: "Participant", onAccount: "Account", onStudy: "Study",
}

// resourceEntity is r as the policy sees it.
func resourceEntity(r Resource) cedar.Entity {
	record := cedar.RecordMap{}
	for _, a := range attributes {
		if v := a.value(&r); v != nil {
			record[cedar.String(a.name)] = v
		}
	}
	return cedar.Entity{UID: uid(entityTypes[r.Kind], r.ID), Attributes: cedar.NewRecord(record)}
}
