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
	"bytes"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/crypto/argon2"

	"github.com/tink-crypto/tink-go/v2/daead/subtle"
)

// SecretSize is the length in bytes of the master secret.
const SecretSize = 32

const personKeySize = subtle.AESSIVKeySize

// ErrSealed is all that a failed opening tells.
var ErrSealed = errors.New("crypt: this was not sealed here with this key")

// A Master opens the keys of persons. It is held by the kernel alone. While one master key is
// changed for another it has both: each wrap and each seal says by its name which one made it.
type Master struct {
	anew    func() ([][]byte, error) // reads the master keys as they are now; nil where they never change
	reading sync.Mutex               // of them
	ring    atomic.Pointer[[]masterKey]
	first   *findingKey
	finding atomic.Pointer[findingKey]
	slow    chan struct{}
	kept    *keptKeys
}

// A masterKey is one of them: what wraps, and what seals.
type masterKey struct {
	name []byte
	wrap *subtle.AESSIV
	seal []byte
}

// NewMaster derives the installation's keys from its secrets (SecretSize random bytes each),
// the newest first. What people are found by is derived from the oldest, unless TakeFinding
// brings another.
func NewMaster(secrets ...[]byte) (*Master, error) {
	if len(secrets) == 0 {
		return nil, errors.New("crypt: there is no master secret")
	}
	m := &Master{slow: make(chan struct{}, slowAtOnce), kept: newKeptKeys()}
	var ring []masterKey
	for _, secret := range secrets {
		k, err := newMasterKey(secret)
		if err != nil {
			return nil, err
		}
		ring = append(ring, k)
	}
	m.ring.Store(&ring)
	f, err := firstFinding(secrets[len(secrets)-1])
	m.first = f
	m.finding.Store(f)
	return m, err
}

// Following has m read its master keys again when it meets one that it doesn't know. Those
// that it had it keeps.
func (m *Master) Following(anew func() ([][]byte, error)) *Master {
	m.anew = anew
	return m
}

// nameSize is the length in bytes of a master key's name, which is written in hexadecimal.
const nameSize = 8

func newMasterKey(secret []byte) (k masterKey, err error) {
	if len(secret) != SecretSize {
		return k, fmt.Errorf("crypt: a master secret has %d bytes, this one %d", SecretSize, len(secret))
	}
	wrapKey, err := derive(secret, "wrap", personKeySize)
	if err != nil {
		return k, err
	}
	if k.wrap, err = subtle.NewAESSIV(wrapKey); err != nil {
		return k, err
	}
	if k.seal, err = derive(secret, "seal", sha256.Size); err != nil {
		return k, err
	}
	k.name, err = derive(secret, "name", nameSize)
	return k, err
}

// Newest names the master key that is taken into use next, or is the only one.
func (m *Master) Newest() string { return hex.EncodeToString((*m.ring.Load())[0].name) }

// Oldest names the one that made what says of none which it was.
func (m *Master) Oldest() string {
	ring := *m.ring.Load()
	return hex.EncodeToString(ring[len(ring)-1].name)
}

// Has tells whether m has the master key of that name; no name is the oldest.
func (m *Master) Has(name string) bool {
	_, has := m.named(name)
	return has
}

// named finds a master key, in its file too where it isn't known yet.
func (m *Master) named(name string) (masterKey, bool) {
	if name == "" {
		name = m.Oldest()
	}
	for {
		ring := m.ring.Load()
		if i := slices.IndexFunc(*ring, func(k masterKey) bool { return hex.EncodeToString(k.name) == name }); i >= 0 {
			return (*ring)[i], true
		}
		if !m.more(ring) {
			return masterKey{}, false
		}
	}
}

// more reads the master keys again, and tells whether there are others than those of ring.
func (m *Master) more(ring *[]masterKey) bool {
	m.reading.Lock()
	defer m.reading.Unlock()
	if m.ring.Load() != ring {
		return true
	}
	if m.anew == nil {
		return false
	}
	secrets, err := m.anew()
	if err != nil {
		return false // its file is being put there
	}
	var grown []masterKey
	for _, secret := range secrets {
		k, err := newMasterKey(secret)
		if err == nil && !slices.ContainsFunc(*ring, func(r masterKey) bool { return bytes.Equal(r.name, k.name) }) {
			grown = append(grown, k)
		}
	}
	if len(grown) == 0 {
		return false
	}
	grown = append(grown, *ring...)
	m.ring.Store(&grown)
	return true
}

func derive(secret []byte, name string, size int) ([]byte, error) {
	return hkdf.Key(sha256.New, secret, nil, "footbridge "+name+" 1", size)
}

const keyFileHead = "footbridge-master-key 1 "

// FormatSecrets writes master secrets as a key file holds them, a line each, the newest first.
func FormatSecrets(secrets ...[]byte) string {
	var b strings.Builder
	for _, secret := range secrets {
		b.WriteString(keyFileHead + base64.StdEncoding.EncodeToString(secret) + "\n")
	}
	return b.String()
}

// ParseSecrets reads what FormatSecrets wrote, or the same with commas between. The error
// never quotes the text.
func ParseSecrets(text string) (secrets [][]byte, err error) {
	for line := range strings.SplitSeq(strings.ReplaceAll(strings.TrimSpace(text), ",", "\n"), "\n") {
		body, ok := strings.CutPrefix(strings.TrimSpace(line), keyFileHead)
		if !ok {
			return nil, errors.New("this is not a Footbridge master key file")
		}
		secret, err := base64.StdEncoding.DecodeString(strings.TrimSpace(body))
		if err != nil || len(secret) != SecretSize {
			return nil, errors.New("this master key file is damaged")
		}
		secrets = append(secrets, secret)
	}
	return secrets, nil
}

// Lookup returns the digest under which value is found in organisation org.
// The same value in another organisation, or of another kind, gives a digest
// that cannot be matched with it. Callers normalise value first.
func (m *Master) Lookup(org, kind, value string) string {
	return base64.RawURLEncoding.EncodeToString(mac(m.finding.Load().lookup, org, kind, value))
}

// Token returns the digest under which a secret token is stored.
func (m *Master) Token(token string) string {
	return base64.RawURLEncoding.EncodeToString(mac(m.finding.Load().token, token))
}

// SlowToken returns the digest under which a short secret is stored that somebody chose: one
// that takes long to try, with a salt of its own. Whoever has the master key can still try all
// there are of six figures, in hours; without it nobody can try one.
func (m *Master) SlowToken(salt, secret string) string {
	m.slow <- struct{}{} // each takes 19 MiB
	defer func() { <-m.slow }()
	token := m.finding.Load().token
	slow := argon2.IDKey([]byte(secret), mac(token, "slow", salt), 2, 19*1024, 1, sha256.Size)
	return base64.RawURLEncoding.EncodeToString(mac(token, "slow", salt, string(slow)))
}

// slowAtOnce is how many such digests are made at one time.
const slowAtOnce = 4

// Head seals the newest entry of a chain with the master key of that name, so that the end of
// a trail cannot be cut off by somebody who has the database but not the master key. A seal
// begins with its key's name, but for those by no name. There is none by a key that m doesn't
// have.
func (m *Master) Head(name string, parts ...string) []byte {
	k, has := m.named(name)
	if !has {
		return nil
	}
	head := mac(k.seal, parts...)
	if name != "" {
		head = append(slices.Clone(k.name), head...)
	}
	return head
}

// SealedBy names the master key that made a seal; none is the oldest.
func SealedBy(seal []byte) string {
	if len(seal) != nameSize+sha256.Size {
		return ""
	}
	return hex.EncodeToString(seal[:nameSize])
}

// mac puts each part's length before it, so that no two lists of parts spell
// the same bytes.
func mac(key []byte, parts ...string) []byte {
	h := hmac.New(sha256.New, key)
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return h.Sum(nil)
}
