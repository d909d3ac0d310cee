package crypt

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"filippo.io/age"
)

// keysOf draws a pair of keys as age-keygen prints them, of either kind.
func keysOf(t *testing.T, hybrid bool) (public, secret string) {
	t.Helper()
	if hybrid {
		k, err := age.GenerateHybridIdentity()
		if err != nil {
			t.Fatal(err)
		}
		return k.Recipient().String(), k.String()
	}
	k, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return k.Recipient().String(), k.String()
}

func encrypted(t *testing.T, public string, words []byte) ([]byte, Identity) {
	t.Helper()
	to, err := ParseRecipients("# the trust's key\n" + public + "\n")
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	w, once, err := to.Encrypt(&file)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Write(words)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return file.Bytes(), once
}

func opened(file []byte, with Identity) ([]byte, error) {
	r, err := with.Decrypt(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func TestAFileOpensWithItsRecipientsKeyAndOnceWithTheOneThatWasDrawnForIt(t *testing.T) {
	words := bytes.Repeat([]byte("a page of a database "), 10_000)
	for name, hybrid := range map[string]bool{"X25519": false, "hybrid": true} {
		public, secret := keysOf(t, hybrid)
		file, once := encrypted(t, public, words)
		keeper, err := ParseIdentity(secret)
		if err != nil {
			t.Fatal(err)
		}
		for who, with := range map[string]Identity{"the recipient": keeper, "whoever wrote it": once} {
			if got, err := opened(file, with); err != nil || !bytes.Equal(got, words) {
				t.Errorf("%s, %s: %d bytes, %v", name, who, len(got), err)
			}
		}
		other, _ := encrypted(t, public, words)
		if _, err := opened(other, once); !errors.Is(err, ErrNotForIdentity) {
			t.Errorf("%s: the key that was drawn for one file opens another: %v", name, err)
		}
	}
}

func TestAFileThatWasCutOrChangedDoesNotOpenWhole(t *testing.T) {
	public, _ := keysOf(t, false)
	file, once := encrypted(t, public, bytes.Repeat([]byte{7}, 200_000))
	changed := bytes.Clone(file)
	changed[len(changed)/2] ^= 1
	for name, bad := range map[string][]byte{"cut in the middle": file[:len(file)/2], "cut at a chunk": file[:len(file)-1],
		"changed": changed, "cut in its head": file[:40], "empty": nil, "another kind": []byte("hello")} {
		if _, err := opened(bad, once); err == nil {
			t.Errorf("%s: it opened", name)
		}
	}
}

func TestWhatAreNoKeysIsRefusedWithoutQuotingIt(t *testing.T) {
	public, secret := keysOf(t, false)
	for _, bad := range []string{"", "hello", secret, public[:20]} {
		if _, err := ParseRecipients(bad); err == nil || bad != "" && bytes.Contains([]byte(err.Error()), []byte(bad)) {
			t.Errorf("recipients: %v", err)
		}
	}
	for _, bad := range []string{"", "hello", public, secret[:20]} {
		if _, err := ParseIdentity(bad); err == nil || bad != "" && bytes.Contains([]byte(err.Error()), []byte(bad)) {
			t.Errorf("identities: %v", err)
		}
	}
}
