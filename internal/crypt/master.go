// Package crypt owns every cipher: the installation's master key, each
// person's own key, lookup digests and the trail's seal. It is the only
// importer of ciphers. It refuses keys that are not its own and never returns
// plaintext whose place in the database is not the one it was sealed for.
//
// Everything is AES-SIV (RFC 5297) by way of Tink: wrapping a key is what it
// was made for, it needs no nonce that a bad random source could repeat, and
// the same story gives the same bytes (ADR 0004). What it shows is that the
// same cell was given the same text twice; every cell is bound to its place.
package crypt

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"github.com/tink-crypto/tink-go/v2/daead/subtle"
)

// SecretSize is the length in bytes of the master secret.
const SecretSize = 32

const personKeySize = subtle.AESSIVKeySize

// ErrSealed is all that a failed opening tells.
var ErrSealed = errors.New("crypt: this was not sealed here with this key")

// A Master opens the keys of persons. It is held by the kernel alone.
type Master struct {
	wrap   *subtle.AESSIV
	lookup []byte
	seal   []byte
	token  []byte
	slow   chan struct{}
}

// NewMaster derives the installation's keys from secret (SecretSize random bytes).
func NewMaster(secret []byte) (*Master, error) {
	if len(secret) != SecretSize {
		return nil, fmt.Errorf("crypt: a master secret has %d bytes, this one %d", SecretSize, len(secret))
	}
	wrapKey, err := derive(secret, "wrap", personKeySize)
	if err != nil {
		return nil, err
	}
	m := &Master{slow: make(chan struct{}, slowAtOnce)}
	if m.wrap, err = subtle.NewAESSIV(wrapKey); err != nil {
		return nil, err
	}
	for _, k := range []struct {
		name string
		into *[]byte
	}{{"lookup", &m.lookup}, {"seal", &m.seal}, {"token", &m.token}} {
		if *k.into, err = derive(secret, k.name, sha256.Size); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func derive(secret []byte, name string, size int) ([]byte, error) {
	return hkdf.Key(sha256.New, secret, nil, "footbridge "+name+" 1", size)
}

const keyFileHead = "footbridge-master-key 1 "

// FormatSecret writes a master secret as the one line that a key file holds.
func FormatSecret(secret []byte) string {
	return keyFileHead + base64.StdEncoding.EncodeToString(secret) + "\n"
}

// ParseSecret reads what FormatSecret wrote. The error never quotes the text.
func ParseSecret(text string) ([]byte, error) {
	body, ok := strings.CutPrefix(strings.TrimSpace(text), strings.TrimSpace(keyFileHead)+" ")
	if !ok {
		return nil, errors.New("this is not a Footbridge master key file")
	}
	secret, err := base64.StdEncoding.DecodeString(body)
	if err != nil || len(secret) != SecretSize {
		return nil, errors.New("this master key file is damaged")
	}
	return secret, nil
}

// Lookup returns the digest under which value is found in organisation org.
// The same value in another organisation, or of another kind, gives a digest
// that cannot be matched with it. Callers normalise value first.
func (m *Master) Lookup(org, kind, value string) string {
	return base64.RawURLEncoding.EncodeToString(mac(m.lookup, org, kind, value))
}

// Token returns the digest under which a secret token is stored.
func (m *Master) Token(token string) string {
	return base64.RawURLEncoding.EncodeToString(mac(m.token, token))
}

// SlowToken returns the digest under which a short secret is stored that somebody chose: one
// that takes long to try, with a salt of its own. Whoever has the master key can still try all
// there are of six figures, in hours; without it nobody can try one.
func (m *Master) SlowToken(salt, secret string) string {
	m.slow <- struct{}{} // each takes 19 MiB
	defer func() { <-m.slow }()
	slow := argon2.IDKey([]byte(secret), mac(m.token, "slow", salt), 2, 19*1024, 1, sha256.Size)
	return base64.RawURLEncoding.EncodeToString(mac(m.token, "slow", salt, string(slow)))
}

// slowAtOnce is how many such digests are made at one time.
const slowAtOnce = 4

// Head seals the newest entry of a chain, so that the end of a trail cannot be
// cut off by somebody who has the database but not the master key.
func (m *Master) Head(parts ...string) []byte { return mac(m.seal, parts...) }

// mac puts each part's length before it, so that no two lists of parts spell
// the same bytes.
func mac(key []byte, parts ...string) []byte {
	h := hmac.New(sha256.New, key)
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return h.Sum(nil)
}
