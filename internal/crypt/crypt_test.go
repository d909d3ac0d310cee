package crypt

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func testMaster(t testing.TB) *Master {
	t.Helper()
	m, err := NewMaster(bytes.Repeat([]byte{7}, SecretSize))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func testPerson(t testing.TB, m *Master, subject string, fill byte) *Person {
	t.Helper()
	wrapped, err := m.Wrap(m.Newest(), subject, bytes.Repeat([]byte{fill}, PersonKeySize))
	if err != nil {
		t.Fatal(err)
	}
	p, err := m.Unwrap(subject, wrapped)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWordsOpenOnlyInTheirPlaceAndWithTheirKey(t *testing.T) {
	m := testMaster(t)
	sam, lee := testPerson(t, m, "sam", 1), testPerson(t, m, "lee", 2)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.Byte()).Draw(t, "words")
		at := Place{"note", "text", rapid.StringN(1, 30, -1).Draw(t, "row")}
		sealed, err := sam.Seal(at, words)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := sam.Open(at, sealed); err != nil || !bytes.Equal(got, words) {
			t.Fatalf("opened %q, %v", got, err)
		}
		elsewhere := at
		elsewhere.Row += "x"
		if _, err := sam.Open(elsewhere, sealed); err == nil {
			t.Fatal("opened in another row")
		}
		if _, err := lee.Open(at, sealed); err == nil {
			t.Fatal("opened with another person's key")
		}
	})
}

func TestAWrappedKeyCannotBeMovedToSomebodyElse(t *testing.T) {
	m := testMaster(t)
	wrapped, err := m.Wrap(m.Newest(), "sam", bytes.Repeat([]byte{1}, PersonKeySize))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Unwrap("lee", wrapped); err == nil {
		t.Error("Lee opened Sam's key")
	}
}

func TestLookupsDifferByOrganisationAndKind(t *testing.T) {
	m := testMaster(t)
	one := m.Lookup("org-a", "name", "sam")
	for _, other := range []string{m.Lookup("org-b", "name", "sam"), m.Lookup("org-a", "given", "sam"),
		m.Lookup("org-an", "ame", "sam")} {
		if other == one {
			t.Error("two lookups that must differ are the same")
		}
	}
}

func TestAMasterKeyFileIsReadBack(t *testing.T) {
	secret := bytes.Repeat([]byte{9}, SecretSize)
	older := bytes.Repeat([]byte{8}, SecretSize)
	text := FormatSecrets(secret, older)
	for _, text := range []string{text, strings.ReplaceAll(strings.TrimSpace(text), "\n", ",")} {
		got, err := ParseSecrets(text)
		if err != nil || len(got) != 2 || !bytes.Equal(got[0], secret) || !bytes.Equal(got[1], older) {
			t.Fatalf("%v, %v", got, err)
		}
	}
	for _, bad := range []string{"", "footbridge-master-key 1 ", "footbridge-master-key 1 AAAA", "hello"} {
		if _, err := ParseSecrets(bad); err == nil {
			t.Errorf("%q was taken for a key file", bad)
		}
	}
}
