package kernel_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store"
)

// forbidden are the names of what only a road may do.
var forbidden = []string{
	"Commit", "CommitQuietly", "Rollback", "Append", "Stamp", "Close", "Bind", "Begin", "BeginReads",
}

// reaches lists how something of type t, in a use case's hands, could commit,
// append, stamp, close, or get at the database: by a method, or by an exported
// field of it or of what it embeds.
func reaches(t reflect.Type, at string, seen map[reflect.Type]bool) (roads []string) {
	if seen[t] {
		return nil
	}
	seen[t] = true
	if holdsDatabase(t) {
		return []string{at + " is a " + t.String()}
	}
	for _, x := range []reflect.Type{t, reflect.PointerTo(t)} {
		for i := range x.NumMethod() {
			m := x.Method(i)
			if slices.Contains(forbidden, m.Name) {
				roads = append(roads, at+" has "+m.Name)
			}
			for j := range m.Type.NumOut() {
				if out := m.Type.Out(j); holdsDatabase(out) || out.Kind() == reflect.Pointer && holdsDatabase(out.Elem()) {
					roads = append(roads, at+"."+m.Name+" gives a "+out.String())
				}
			}
		}
	}
	if t.Kind() == reflect.Pointer {
		return append(roads, reaches(t.Elem(), at, seen)...)
	}
	if t.Kind() != reflect.Struct {
		return roads
	}
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() || f.Anonymous {
			roads = append(roads, reaches(f.Type, at+"."+f.Name, seen)...)
		}
	}
	return roads
}

func holdsDatabase(t reflect.Type) bool {
	switch t.PkgPath() {
	case "database/sql":
		return t.Name() == "Tx" || t.Name() == "DB" || t.Name() == "Conn" || t.Name() == "Stmt"
	case "footbridge.org/footbridge/internal/store":
		return t == reflect.TypeFor[store.DB]() || t == reflect.TypeFor[store.Turn]() || t == reflect.TypeFor[store.Look]()
	case "footbridge.org/footbridge/internal/store/rows":
		return t.Name() == "Queries"
	}
	return t == reflect.TypeFor[kernel.Kernel]()
}

// A use case is handed what reads and writes, and nothing that ends a
// transaction or leaves an entry: invariant 1 is the compiler's to keep.
func TestAUseCaseReachesNothingThatCommitsOrAppends(t *testing.T) {
	for _, x := range []reflect.Type{
		reflect.TypeFor[kernel.Tx](), reflect.TypeFor[kernel.ReadTx](), reflect.TypeFor[kernel.SignInReader](),
	} {
		for _, road := range reaches(x, x.String(), map[reflect.Type]bool{}) {
			t.Error(road)
		}
	}
	type embedsTurn struct{ *store.Turn }
	type embedsLook struct{ *store.Look }
	type carries struct{ Inside struct{ *store.DB } }
	for _, x := range []reflect.Type{
		reflect.TypeFor[embedsTurn](), reflect.TypeFor[embedsLook](), reflect.TypeFor[carries](),
	} {
		if reaches(x, x.String(), map[reflect.Type]bool{}) == nil {
			t.Errorf("%s was not found: this test cannot fail", x)
		}
	}
}

// decline stores a decision, after which somebody stands elsewhere.
func decline(tx *kernel.Tx, participant id.Participant) error {
	v := pathway.Decision{ID: named[id.Decision]("no to " + string(participant)), Verdict: pathway.Decline}
	return tx.Screenings(programme.FirstCourse(participant)).Add(tx.Tx, v)
}

// screens is a change of Sam's that does what do says.
func (b *bench) screens(k *kernel.Kernel, who authz.Actor, sam id.Participant, do func(tx *kernel.Tx) error) error {
	return kernel.Change(context.Background(), k, who, authz.Screen, sam, do)
}

func TestAWriteAboutSomebodyWhomTheChangeHasNotNamedLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, lee := b.refer("Sam").Participant, b.refer("Lee").Participant
		_, err := b.people.GiveCard(context.Background(), b.lead, lee)
		ok(t, err)
		before := b.held()
		writes := map[string]func(tx *kernel.Tx) error{
			"where they stand": func(tx *kernel.Tx) error { return decline(tx, lee) },
			"a fact": func(tx *kernel.Tx) error {
				return tx.Letters(programme.FirstCourse(lee)).Add(tx.Tx, course.SentLetter{ID: named[id.Letter]("l"),
					Participant: lee})
			},
			"an account of theirs": func(tx *kernel.Tx) error {
				account, err := tx.FindAccountOfParticipant(lee)
				ok(t, err)
				return tx.AddSession(identity.Session{ID: named[id.Session]("s"), Account: account, ExpiresAt: tx.Now}, "token")
			},
			"an account of staff": func(tx *kernel.Tx) error {
				return tx.EndAccount(identity.Account{ID: b.admin.Account})
			},
			"a role": func(tx *kernel.Tx) error {
				return tx.AddGrant(authz.Held{ID: named[id.Grant]("g"), Account: b.lead.Account})
			},
			"an account for them": func(tx *kernel.Tx) error {
				return tx.AddAccount(identity.Account{ID: named[id.Account]("x"), Participant: lee})
			},
			"somebody else's words": func(tx *kernel.Tx) error {
				return tx.Declinings(programme.FirstCourse(lee)).Add(tx.Tx, pathway.Declining{ID: named[id.Declining]("x"),
					Participant: lee})
			},
		}
		for what, write := range writes {
			err := b.screens(b.k, b.lead, sam, func(tx *kernel.Tx) error {
				ok(t, decline(tx, sam))
				return write(tx)
			})
			if err == nil || fault.Of(err) != fault.Internal {
				t.Errorf("%s: %v", what, err)
			}
			err = b.screens(b.k, b.lead, sam, func(tx *kernel.Tx) error {
				ok(t, decline(tx, sam))
				_ = write(tx) // and takes no notice
				return nil
			})
			if err == nil || fault.Of(err) != fault.Internal {
				t.Errorf("%s, unnoticed: %v", what, err)
			}
		}
		sameBut(t, before, b.held(), nil)
		b.holds(2, b.count("standing WHERE stage = 'referred'"), "people who stand where they stood")
		b.verify()
	})
}

func TestAWriteAboutSomebodyOfAnotherOrganisationLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, stranger := b.refer("Sam").Participant, b.elsewhere()
		before := b.held()
		declines := func(tx *kernel.Tx) error { return decline(tx, sam) }
		err := kernel.Change(context.Background(), b.k, stranger, authz.AddTeam, stranger.Organisation, declines)
		if fault.Of(err) != fault.Internal {
			t.Errorf("an organisation's change reached another's person: %v", err)
		}
		open := b.kernel(changed(t, "principal.organisation == resource.organisation", "true"))
		add := func(tx *kernel.Tx) error {
			return tx.Declinings(programme.FirstCourse(sam)).Add(tx.Tx, pathway.Declining{ID: named[id.Declining]("d"),
				Participant: sam})
		}
		if err := b.screens(open, stranger, sam, add); err == nil || fault.Of(err) != fault.Internal {
			t.Errorf("a policy with a hole opened another organisation's data: %v", err)
		}
		sameBut(t, before, b.held(), nil)
		b.verify()
	})
}

func TestAChangeThatNamesAnotherIsListedWithThem(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, lee, kit := b.refer("Sam").Participant, b.refer("Lee").Participant, b.refer("Kit").Participant
		before := b.held()
		ok(t, b.screens(b.k, b.lead, sam, func(tx *kernel.Tx) error {
			for _, other := range []id.Participant{lee, kit, lee, sam} {
				if err := tx.Also(authz.Screen, other); err != nil {
					return err
				}
			}
			return errors.Join(decline(tx, sam), decline(tx, lee))
		}))
		sameBut(t, before, b.held(), map[string]int{"entry": 1, "entry_row": 2, "entry_person": 2,
			"screening": 2, "waiting": -2})
		for n, who := range []id.Participant{lee, kit} {
			listed := b.count("entry_person WHERE chain = 'change' AND n = $1 AND participant_id = $2", n, string(who))
			b.holds(1, listed, "the other, listed")
		}
		b.verify()
	})
}

func TestNamingSomebodyWhomThePolicyRefusesIsARefusal(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, lee, stranger := b.refer("Sam").Participant, b.refer("Lee").Participant, b.elsewhere()
		theirs := named[id.Participant]("nobody")
		cases := map[string]struct {
			action authz.Action
			other  id.Participant
			want   fault.Kind
			logged int
		}{
			"not theirs to do":     {authz.AskAnother, lee, fault.Denied, 1},
			"not theirs to know":   {authz.AskAnother, lee, fault.NotFound, 1},
			"nobody":               {authz.Screen, theirs, fault.NotFound, 0},
			"a look, not a change": {authz.SeePerson, lee, fault.Internal, 0},
		}
		for name, c := range cases {
			for _, heeds := range []bool{true, false} {
				k, before := b.k, b.held()
				if name == "not theirs to know" {
					k = b.kernel(changed(t, `Action::"know"`, `Action::"desk.see"`))
				}
				err := b.screens(k, b.lead, sam, func(tx *kernel.Tx) error {
					ok(t, decline(tx, sam))
					err := tx.Also(c.action, c.other)
					if err == nil {
						t.Errorf("%s: allowed", name)
					}
					if !heeds && c.logged == 0 {
						return err // nothing was named, and nothing of theirs can be written
					}
					if !heeds {
						return nil
					}
					return err
				})
				if err == nil || fault.Of(err) != c.want {
					t.Errorf("%s: told %v", name, err)
				}
				sameBut(t, before, b.held(), map[string]int{"entry": c.logged})
			}
		}
		b.holds(4, b.count("entry WHERE refused = TRUE AND action = $1 AND subject = $2 AND actor = $3",
			authz.AskAnother.Name, string(lee), string(b.lead.Account)), "refusals in the trail")
		err := b.screens(b.k, stranger, sam, func(*kernel.Tx) error { return nil })
		if fault.Of(err) != fault.NotFound {
			t.Errorf("the stranger was told %v", err)
		}
		b.verify()
	})
}

// The log of a refusal names the kind, and nobody.
func TestARefusalOfAnotherIsLoggedWithoutAnId(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, lee := b.refer("Sam").Participant, b.refer("Lee").Participant
		_ = b.screens(b.k, b.lead, sam, func(tx *kernel.Tx) error { return tx.Also(authz.AskAnother, lee) })
		text := string(b.log.bytes())
		if !strings.Contains(text, authz.AskAnother.Name) || strings.Contains(text, string(lee)) {
			t.Errorf("logged: %s", text)
		}
	})
}

// What is done for another is done as if the change were about them, and only then.
func TestAChangeIsAboutAnotherOnlyWhileItDoesTheirPart(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, lee := b.refer("Sam").Participant, b.refer("Lee").Participant
		ok(t, b.screens(b.k, b.lead, sam, func(tx *kernel.Tx) error {
			return errors.Join(tx.AlsoFor(authz.Screen, lee, func() error {
				if tx.Course.Participant != lee || tx.Scope.ID != string(lee) {
					t.Errorf("about %v", tx.Scope)
				}
				return decline(tx, lee)
			}), decline(tx, tx.Course.Participant))
		}))
		b.holds(1, b.count("screening WHERE participant_id = $1", string(sam)), "decision about Sam")
		err := b.screens(b.k, b.lead, sam, func(tx *kernel.Tx) error {
			_ = tx.AlsoFor(authz.AskAnother, lee, func() error {
				t.Error("done without having been allowed")
				return nil
			})
			return nil
		})
		if fault.Of(err) != fault.Denied {
			t.Errorf("a refusal that nobody heeded: %v", err)
		}
		b.verify()
	})
}
