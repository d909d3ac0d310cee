package crypt

import (
	"bytes"
	"crypto/sha256"
)

// A findingKey is what people and sign-ins are found by. What it makes digests of isn't kept,
// so it stays the same when the master key changes: that only wraps it anew.
type findingKey struct{ lookup, token []byte }

// FindingKeySize is its length in bytes.
const FindingKeySize = 2 * sha256.Size

// firstFinding is the one of an installation that keeps none.
func firstFinding(secret []byte) (*findingKey, error) {
	lookup, err := derive(secret, "lookup", sha256.Size)
	if err != nil {
		return nil, err
	}
	token, err := derive(secret, "token", sha256.Size)
	return &findingKey{lookup, token}, err
}

var findingPlace = Place{Table: "finding_key", Column: "wrapped", Row: "finding"}.bytes()

// WrapFinding wraps the finding key in use for storing, with the master key of that name.
func (m *Master) WrapFinding(name string) ([]byte, error) {
	f := m.finding.Load()
	return m.wrapWith(name, append(append([]byte{}, f.lookup...), f.token...), findingPlace)
}

// NewFinding takes another finding key into use, FindingKeySize random bytes.
func (m *Master) NewFinding(key []byte) {
	m.finding.Store(&findingKey{key[:sha256.Size], key[sha256.Size:FindingKeySize]})
}

// DerivesFinding tells whether the finding key in use is the one that the oldest master key
// gives, so that it is found where it isn't kept.
func (m *Master) DerivesFinding() bool {
	f := m.finding.Load()
	return bytes.Equal(f.lookup, m.first.lookup) && bytes.Equal(f.token, m.first.token)
}

// TakeFinding takes what WrapFinding wrapped into use.
func (m *Master) TakeFinding(wrapped []byte) error {
	key, err := m.unwrap(wrapped, findingPlace)
	if err != nil || len(key) != FindingKeySize {
		return ErrSealed
	}
	m.NewFinding(key)
	return nil
}
