package kernel_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/store/storetest"
)

// A keyFile is what a file of master keys holds, which services read.
type keyFile struct {
	lock    sync.Mutex
	secrets [][]byte
}

var oldKey, newKey = derived("secret", 32), derived("new secret", 32)

func fileOf(secrets ...[]byte) *keyFile { return &keyFile{secrets: secrets} }

func (f *keyFile) read() ([][]byte, error) {
	f.lock.Lock()
	defer f.lock.Unlock()
	return slices.Clone(f.secrets), nil
}

func (f *keyFile) write(secrets ...[]byte) {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.secrets = secrets
}

// copyWith is another copy of the service, with the keys of f.
func (b *bench) copyWith(f *keyFile) *bench {
	b.t.Helper()
	k, err := kernel.Open(kernel.Config{Database: b.url, Keys: f.read, Now: b.k.Now})
	ok(b.t, err)
	b.t.Cleanup(func() { ok(b.t, k.Close()) })
	c := *b
	c.use(k)
	return &c
}

// rotates changes the key as the command does, three keys at once, and stops after so many
// steps; never with none.
func (b *bench) rotates(f *keyFile, steps int, also func()) error {
	b.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	c := b.copyWith(f)
	if err := c.k.CheckFit(ctx); err != nil {
		return err
	}
	_, err := (&admin.Admin{Kernel: c.k}).RotateKey(ctx, 3, func(int64, int64) {
		also()
		if steps--; steps == 0 {
			stop()
		}
	})
	return err
}

func (b *bench) finds(name string) {
	b.t.Helper()
	found, err := b.care.FindPeople(context.Background(), b.lead, name)
	ok(b.t, err)
	if len(found.People) == 0 {
		b.t.Errorf("%s isn't found any more", name)
	}
}

// People work while the key is changed, with a service that was started before. Afterwards
// the new key opens all of it, and the old one nothing.
func TestTheMasterKeyIsChangedWhilePeopleWork(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		f := fileOf(oldKey)
		service := b.copyWith(f)
		for n := range 7 {
			service.refer(fmt.Sprint("Before ", n))
		}
		code := service.code("Lena@example.org", "a browser")
		facts := b.facts()

		f.write(newKey, oldKey)
		n := 0
		ok(t, b.rotates(f, 0, func() {
			n++
			service.refer(fmt.Sprint("Meanwhile ", n))
			service.finds("Before 1")
			service.verify()
		}))
		if n < 5 {
			t.Errorf("it took %d steps only", n)
		}
		for row := range b.facts() {
			delete(facts, row)
		}
		if len(facts) > 0 {
			t.Errorf("%d rows are not as they were", len(facts))
		}
		b.holds(0, b.count("entry_row r JOIN entry e ON e.organisation_id = r.organisation_id AND e.chain = r.chain "+
			"AND e.seq = r.seq WHERE e.action = 'key.rotate' AND r.table_name NOT IN ('person_key', 'rotation')"),
			"other rows that the change covers")
		b.holds(0, b.count("chain WHERE length(seal) <> 40"), "ends that the old key seals")

		service.verify() // has both
		f.write(newKey)
		after := b.copyWith(f)
		ok(t, after.k.CheckFit(t.Context()))
		after.verify()
		after.finds("Before 1")
		after.finds("Meanwhile 3")
		if _, err := after.people.EnterCode(t.Context(), code, identity.Browser{Mark: "a browser"}); err != nil {
			t.Errorf("the code that was sent before: %v", err)
		}
		if err := b.copyWith(fileOf(oldKey)).k.CheckFit(t.Context()); fault.KeyOf(err) != "config.key.wrong" {
			t.Errorf("with the old key: %v", err)
		}
	})
}

// facts are the rows of what was written of people, but for what is moved on.
func (b *bench) facts() map[string]bool {
	b.t.Helper()
	all := map[string]bool{}
	for _, table := range []string{"identity", "referral", "lookup", "account", "address", "role_grant", "sign_in"} {
		for _, row := range b.rows(table) {
			all[table+" "+row] = true
		}
	}
	return all
}

func (b *bench) rows(table string) (list []string) {
	b.t.Helper()
	found, err := b.raw.Query("SELECT * FROM " + table)
	ok(b.t, err)
	defer found.Close()
	columns, err := found.Columns()
	ok(b.t, err)
	for found.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		ok(b.t, found.Scan(into...))
		list = append(list, fmt.Sprint(values...))
	}
	ok(b.t, found.Err())
	return list
}

// Wherever it is stopped, all is whole, a service goes on, and it is taken up again.
func TestAChangeOfTheMasterKeyThatIsStoppedGoesOn(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		for n := range 7 {
			b.refer(fmt.Sprint("Before ", n))
		}
		f := fileOf(newKey, oldKey)
		stopped := 0
		for ; ; stopped++ {
			err := b.rotates(f, 1+stopped%4, func() {})
			anew := b.copyWith(f)
			ok(t, anew.k.CheckFit(t.Context()))
			anew.refer(fmt.Sprint("After stop ", stopped))
			anew.verify()
			if err == nil {
				break
			}
			if !errors.Is(err, context.Canceled) && fault.KeyOf(err) != "fault.unavailable" {
				t.Fatal(err)
			}
			if stopped > 40 {
				t.Fatal("it never ends")
			}
		}
		if stopped < 3 {
			t.Errorf("it was stopped %d times", stopped)
		}
		ok(t, b.copyWith(fileOf(newKey)).k.CheckFit(t.Context()))
	})
}

// Two that change it at once do it once.
func TestTwoWhoChangeTheMasterKeyAtOnceDoItOnce(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		for n := range 7 {
			b.refer(fmt.Sprint("Before ", n))
		}
		f, ended := fileOf(newKey, oldKey), make(chan error, 2)
		for range 2 {
			go func() { ended <- b.rotates(f, 0, func() {}) }()
		}
		ok(t, errors.Join(<-ended, <-ended))
		b.holds(1, b.count("rotation"), "changes of the key")
		after := b.copyWith(fileOf(newKey))
		ok(t, after.k.CheckFit(t.Context()))
		after.verify()
		after.finds("Before 1")
	})
}

// A copy of the service that wasn't given the new key, as on another machine, writes nothing
// from the moment that it is in use; nor may another be taken into use meanwhile.
func TestWithoutBothMasterKeysNothingIsWrittenWhileTheyAreChanged(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.refer("Sam")
		stays := b.copyWith(fileOf(oldKey))
		f := fileOf(newKey, oldKey)
		if err := b.rotates(f, 3, func() {}); err == nil {
			t.Fatal("it wasn't stopped")
		}
		before := b.held()
		err := stays.care.MakeReferral(t.Context(), stays.referrer, stays.referral("Kim"), true)
		if fault.KeyOf(err) != "config.key.other" || fault.Of(err) != fault.Unavailable {
			t.Errorf("a referral: %v", err)
		}
		for table, n := range b.held() {
			b.holds(before[table], n, table)
		}
		for want, file := range map[string]*keyFile{
			"config.key.wrong": fileOf(oldKey), "config.key.other": fileOf(newKey),
			"key.rotate.other": fileOf(derived("third", 32), newKey, oldKey),
		} {
			if err := b.rotates(file, 0, func() {}); fault.KeyOf(err) != want {
				t.Errorf("%v, not %s", err, want)
			}
		}
		ok(t, b.rotates(f, 0, func() {}))
		after := b.copyWith(fileOf(newKey))
		ok(t, after.k.CheckFit(t.Context()))
		after.verify()
	})
}

// A service that begins draws what people are found by: who once had its key, but not the
// database, can't try names on a later copy.
func TestWhatPeopleAreFoundByIsDrawnWhereNobodyIsThereYet(t *testing.T) {
	storetest.EachMigrated(t, migrate, func(t *testing.T, url string) {
		f := fileOf(oldKey)
		b := beside(t, url).copyWith(f)
		for range 2 { // two copies that start at once
			ok(t, b.copyWith(f).k.BeginFinding(t.Context()))
		}
		ok(t, b.k.BeginFinding(t.Context()))
		b.settle()
		b.refer("Sam")
		b.holds(1, b.count("finding_key"), "keys")
		again := b.copyWith(f)
		ok(t, again.k.CheckFit(t.Context()))
		again.verify()
		again.finds("Sam")
		b.holdsInAnother(again.k, f)
		ignorant := b.copyWith(f) // derives it
		if v, err := ignorant.k.Verify(t.Context(), nil); err != nil || v.Whole() {
			t.Errorf("it is derived from the master key: %v", err)
		}
		_, err := b.raw.Exec("DELETE FROM finding_key")
		ok(t, err)
		if v, err := again.k.Verify(t.Context(), nil); err != nil || v.Whole() {
			t.Errorf("a service that runs doesn't miss it: %v", err)
		}
	})
}

// holdsInAnother fills another database from a copy, as restoring does: people are found there.
func (b *bench) holdsInAnother(from *kernel.Kernel, f *keyFile) {
	b.t.Helper()
	ctx, path := context.Background(), filepath.Join(b.t.TempDir(), "copy.db")
	ok(b.t, from.CopyTo(ctx, path))
	k, err := kernel.Open(kernel.Config{Database: storetest.SQLite(b.t.(*testing.T)), Keys: f.read})
	ok(b.t, err)
	defer k.Close()
	ok(b.t, admin.CheckEmpty(ctx, k))
	ok(b.t, k.FillFrom(ctx, path))
	ok(b.t, k.CheckFit(ctx))
	found, err := k.Verify(ctx, nil)
	ok(b.t, err)
	if !found.Whole() {
		b.t.Errorf("what was filled isn't whole: %v", found.Faults)
	}
}
