package crypt

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"
)

func TestAKeyThatWasOpenedIsOpenedOnce(t *testing.T) {
	m := testMaster(t)
	wrapped, err := m.Wrap(m.Newest(), "sam", bytes.Repeat([]byte{1}, PersonKeySize))
	if err != nil {
		t.Fatal(err)
	}
	first, err := m.Unwrap("sam", wrapped)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := m.Unwrap("sam", bytes.Clone(wrapped)); err != nil || again != first {
		t.Errorf("it was opened again: %v", err)
	}
}

func TestAKeptKeyIsOfItsSubjectAndWhatItWasOpenedFromAlone(t *testing.T) {
	m := testMaster(t)
	wrap := func(fill byte) []byte {
		wrapped, err := m.Wrap(m.Newest(), "sam", bytes.Repeat([]byte{fill}, PersonKeySize))
		if err != nil {
			t.Fatal(err)
		}
		return wrapped
	}
	before, after := wrap(1), wrap(2)
	first, err := m.Unwrap("sam", before)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := m.Unwrap("sam", after); err != nil || second == first {
		t.Errorf("the key that was put in its place is the old one: %v", err)
	}
	if _, err := m.Unwrap("lee", before); err == nil {
		t.Error("it opened in another row")
	}
	before[0] ^= 1
	if _, err := m.Unwrap("sam", before); err == nil {
		t.Error("it opened after it was changed")
	}
}

func TestKeptKeysAreForgottenThoughNobodyAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := testMaster(t)
		for range 2 { // and again afterwards
			testPerson(t, m, "sam", 1)
			time.Sleep(keptFor / 2)
			testPerson(t, m, "lee", 2)
			if n := m.kept.opened.Len(); n != 2 {
				t.Errorf("%d are kept, not 2", n)
			}
			time.Sleep(keptFor / 2)
			synctest.Wait()
			if n := m.kept.opened.Len(); n != 0 {
				t.Errorf("%d are kept", n)
			}
		}
	})
}

func TestNoMoreKeysAreKeptThanThereIsRoomFor(t *testing.T) {
	kept := newKeptKeys()
	for n := range 2 * keptAtMost {
		kept.add(wrappedKey{wrapped: string(rune(n))}, &Person{})
	}
	if n := kept.opened.Len(); n != keptAtMost {
		t.Errorf("%d are kept, not %d", n, keptAtMost)
	}
}
