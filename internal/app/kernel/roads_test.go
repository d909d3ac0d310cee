package kernel_test

import (
	"context"
	"errors"
	"maps"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
)

// sameBut checks what changed between two counts of everything held.
func sameBut(t *testing.T, before, after, more map[string]int) {
	t.Helper()
	want := maps.Clone(before)
	for table, n := range more {
		want[table] += n
	}
	for table := range after {
		if after[table] != want[table] {
			t.Errorf("%s holds %d rows, not %d", table, after[table], want[table])
		}
	}
}

func TestSendingTheSameAgainWritesNothingNotEvenAnEntry(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), b.refer("Sam")
		v := pathway.Decision{ID: named[id.Decision]("d"), Verdict: pathway.Accept}
		ok(t, b.care.Screen(ctx, b.lead, sam.Participant, v))
		before := b.held()
		ok(t, b.care.MakeReferral(ctx, b.referrer, sam, false))
		ok(t, b.care.Screen(ctx, b.lead, sam.Participant, v))
		ok(t, kernel.Change(ctx, b.k, b.lead, authz.Screen, sam.Participant, func(tx *kernel.Tx) error {
			ok(t, decline(tx, sam.Participant))
			return fault.Unchanged
		}))
		sameBut(t, before, b.held(), nil)
		b.verify()
	})
}

func TestAChangeThatEndsWithAnErrorLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), b.refer("Sam")
		before, broke := b.held(), errors.New("broke")
		err := kernel.Change(ctx, b.k, b.referrer, authz.MakeReferral, b.team, func(tx *kernel.Tx) error {
			ok(t, tx.AddReferral(b.referral("Lee"), false))
			ok(t, tx.AddDue("x", string(sam.Participant), "", tx.Now))
			return broke
		})
		if !errors.Is(err, broke) {
			t.Errorf("it ended with %v", err)
		}
		sameBut(t, before, b.held(), nil)
		b.verify()
	})
}

func TestAChangeThatPanicsLeavesNothingAndLetsTheNextOneIn(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		before := b.held()
		func() {
			defer func() { _ = recover() }()
			_ = kernel.Change(context.Background(), b.k, b.referrer, authz.MakeReferral, b.team, func(tx *kernel.Tx) error {
				ok(t, tx.AddReferral(b.referral("Lee"), false))
				panic("broke")
			})
			t.Error("the panic was swallowed")
		}()
		sameBut(t, before, b.held(), nil)
		b.refer("Sam")
		b.verify()
	})
}

func TestARefusalIsOneEntryOfTheAskerAndNothingElsewhere(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), b.refer("Sam")
		stranger := b.staff("Nobody", authz.Grant{Role: authz.Analyst})
		asks := map[string]func(who authz.Actor) error{
			"person.see": func(who authz.Actor) error {
				_, err := b.care.SeePerson(ctx, who, sam.Participant)
				return err
			},
			"screening.decide": func(who authz.Actor) error {
				return b.care.Screen(ctx, who, sam.Participant, pathway.Decision{ID: named[id.Decision]("d"),
					Verdict: pathway.Accept})
			},
			"referral.make": func(who authz.Actor) error { return b.care.MakeReferral(ctx, who, b.referral("Lee"), true) },
		}
		for action, ask := range asks {
			before := b.held()
			if err := ask(stranger); fault.Of(err) != fault.NotFound || err.Error() != fault.Absent.Error() {
				t.Errorf("%s: the stranger was told %v", action, err)
			}
			sameBut(t, before, b.held(), map[string]int{"entry": 1})
			b.holds(1, b.count("entry WHERE organisation_id = $1 AND actor = $2 AND action = $3 AND refused = TRUE",
				string(stranger.Organisation), string(stranger.Account), action), "refused entries for "+action)
		}
		b.holds(len(asks), b.count("entry WHERE refused = TRUE"), "refused entries")
		b.verify()
	})
}

func TestAskingForWhatIsAbsentLeavesNothing(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		before := b.held()
		if _, err := b.care.SeePerson(context.Background(), b.lead,
			named[id.Participant]("nobody")); fault.Of(err) != fault.NotFound {
			t.Errorf("told %v", err)
		}
		sameBut(t, before, b.held(), nil)
	})
}

// An entry would tell who reads the asker's trail that there is such a person elsewhere.
func TestAskingForWhatIsAnotherOrganisationsLeavesNothingEither(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx, sam, stranger := context.Background(), b.refer("Sam").Participant, b.elsewhere()
		before := b.held()
		_, err := b.care.SeePerson(ctx, stranger, sam)
		for _, err := range []error{err, b.care.Screen(ctx, stranger, sam, pathway.Decision{ID: named[id.Decision]("d"),
			Verdict: pathway.Accept})} {
			if fault.Of(err) != fault.NotFound || err.Error() != fault.Absent.Error() {
				t.Errorf("the stranger was told %v", err)
			}
		}
		sameBut(t, before, b.held(), nil)
		if !strings.Contains(string(b.log.bytes()), "refused") {
			t.Error("the log of who runs the service says nothing of it")
		}
	})
}

// breakTheTrail makes every new entry fail, from outside the program.
func (b *bench) breakTheTrail() {
	b.t.Helper()
	statements := []string{"CREATE TRIGGER no_entry BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'no entry'); END"}
	if !strings.HasPrefix(b.url, "sqlite:") {
		statements = []string{
			"CREATE FUNCTION no_entry() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no entry''; END'",
			"CREATE TRIGGER no_entry BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION no_entry()",
		}
	}
	for _, s := range statements {
		_, err := b.raw.Exec(s)
		ok(b.t, err)
	}
}

func TestNothingIsShownOrWrittenWhenItsEntryCannotBe(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), b.refer("Sam")
		b.breakTheTrail()
		before := b.held()
		record, err := b.care.SeePerson(ctx, b.lead, sam.Participant)
		if err == nil || record.Person.ID != "" {
			t.Errorf("shown without an entry: %v, %+v", err, record.Person)
		}
		if list, err := b.care.FindPeople(ctx, b.lead, "sam"); err == nil || len(list.People) != 0 {
			t.Errorf("found %d without an entry: %v", len(list.People), err)
		}
		if err := b.care.MakeReferral(ctx, b.referrer, b.referral("Lee"), true); err == nil {
			t.Error("referred without an entry")
		}
		if _, err := b.care.SeePerson(ctx, b.referrer, sam.Participant); err == nil || fault.Of(err) == fault.Denied {
			t.Errorf("refused without an entry: %v", err)
		}
		sameBut(t, before, b.held(), nil)
	})
}

func TestALookIsInTheTrailBeforeItIsShown(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.refer("Sam")
		for n := range 5 {
			_, err := b.care.SeePerson(context.Background(), b.lead, sam.Participant)
			ok(t, err)
			b.holds(n+1, b.count("entry WHERE chain = 'read' AND action = 'person.see' AND actor = $1 AND subject = $2",
				string(b.lead.Account), string(sam.Participant)), "looks")
		}
	})
}

func TestNothingIsShownWhileTheServiceStops(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam := b.refer("Sam")
		record, err := kernel.View(context.Background(), b.k, b.lead, authz.SeePerson, sam.Participant,
			func(tx *kernel.ReadTx) (programme.Person, error) {
				p, err := tx.FindPerson(sam.Participant)
				go b.k.Close()
				for b.count("entry") >= 0 { // until closing has begun: the book of looks takes no more
					if _, err := b.care.SeePerson(context.Background(), b.lead, sam.Participant); err != nil {
						break
					}
				}
				return p, err
			})
		if err == nil || record.ID != "" {
			t.Errorf("shown after the book of looks was shut: %v", err)
		}
	})
}

func TestAListIsOneEntryWithItsPeopleBesideIt(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx := context.Background()
		for _, name := range []string{"Sam", "Lee", "Kit"} {
			b.refer(name)
		}
		before := b.held()
		list, err := b.care.ListScreening(ctx, b.lead, programme.Page{})
		ok(t, err)
		b.holds(3, len(list.People), "people listed")
		sameBut(t, before, b.held(), map[string]int{"entry": 1, "entry_person": 3})
		for n, p := range list.People {
			b.holds(1, b.count("entry_person WHERE n = $1 AND participant_id = $2", n, string(p.ID)),
				"the person listed in their place")
		}
		b.verify()
	})
}

// changed is the policy with one thing said otherwise.
func changed(t *testing.T, words, instead string) *authz.Policy {
	t.Helper()
	text := strings.ReplaceAll(authz.Text(), words, instead)
	if text == authz.Text() {
		t.Fatalf("the policy does not say %s", words)
	}
	p, err := authz.Parse([]byte(text))
	ok(t, err)
	return p
}

func TestAListWithALineThatThePolicyRefusesShowsNothingAtAll(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.refer("Sam")
		k := b.kernel(changed(t, `Action::"person.see", `, ""))
		list, err := (&care.Care{Kernel: k}).ListScreening(context.Background(), b.lead, programme.Page{})
		if fault.Of(err) != fault.Internal || err == nil || len(list.People) != 0 || list.Count != 0 {
			t.Errorf("%d people, %v", len(list.People), err)
		}
		if !strings.Contains(string(b.log.bytes()), "a list held a line that the policy refuses") {
			t.Error("no alarm was raised")
		}
	})
}

func TestEachRoadTakesOnlyItsOwnKindOfAction(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		ctx, sam := context.Background(), b.refer("Sam")
		before := b.held()
		for _, a := range authz.Actions() {
			var err error
			run := false
			if a.Writes {
				_, err = kernel.View(ctx, b.k, b.lead, a, sam.Participant,
					func(*kernel.ReadTx) (int, error) { run = true; return 0, nil })
			} else {
				err = kernel.Change(ctx, b.k, b.lead, a, sam.Participant, func(*kernel.Tx) error { run = true; return nil })
			}
			if err == nil || run || fault.Of(err) != fault.Internal {
				t.Errorf("%s went the wrong way: %v", a, err)
			}
		}
		sameBut(t, before, b.held(), nil)
	})
}

// Without the rule that keeps organisations apart, the record would be shown:
// that it is not, is this one rule's doing.
func TestOneRuleKeepsOrganisationsApart(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		sam, stranger := b.refer("Sam"), b.elsewhere()
		if _, err := b.care.SeePerson(context.Background(), stranger, sam.Participant); fault.Of(err) != fault.NotFound {
			t.Errorf("the stranger was told %v", err)
		}
		k := b.kernel(changed(t, "principal.organisation == resource.organisation", "true"))
		look := func(*kernel.ReadTx) (bool, error) { return true, nil }
		if shown, err := kernel.View(context.Background(), k, stranger, authz.SeePerson, sam.Participant,
			look); err != nil || !shown {
			t.Errorf("this test cannot fail: %v", err)
		}
	})
}
