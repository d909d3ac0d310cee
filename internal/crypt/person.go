package crypt

import (
	"fmt"

	"github.com/tink-crypto/tink-go/v2/daead/subtle"
)

// A Place is where a ciphertext stands. Moved elsewhere it does not open.
type Place struct {
	Table, Column, Row string
}

func (p Place) bytes() []byte {
	return fmt.Appendf(nil, "%d:%s%d:%s%d:%s", len(p.Table), p.Table, len(p.Column), p.Column, len(p.Row), p.Row)
}

// A Person seals and opens one person's words, for several at once. Destroying
// the wrapped key makes all of them unreadable for good.
type Person struct {
	cipher *subtle.AESSIV
	body   []byte
}

// PersonKeySize is the number of random bytes of a person's key.
const PersonKeySize = personKeySize

// Wrap seals a person's new key for storing in the row of subject, with the master key of that
// name.
func (m *Master) Wrap(name, subject string, key []byte) ([]byte, error) {
	if len(key) != PersonKeySize {
		return nil, fmt.Errorf("crypt: a person's key has %d bytes", PersonKeySize)
	}
	return m.wrapWith(name, key, keyPlace(subject))
}

func (m *Master) wrapWith(name string, key, at []byte) ([]byte, error) {
	k, has := m.named(name)
	if !has {
		return nil, ErrSealed
	}
	return k.wrap.EncryptDeterministically(key, at)
}

// Unwrap opens the key of subject.
func (m *Master) Unwrap(subject string, wrapped []byte) (*Person, error) {
	return m.kept.open(wrappedKey{subject, string(wrapped)}, func() ([]byte, error) {
		return m.unwrap(wrapped, keyPlace(subject))
	})
}

// Rewrap wraps the key of subject anew, with the master key of that name.
func (m *Master) Rewrap(name, subject string, wrapped []byte) ([]byte, error) {
	key, err := m.unwrap(wrapped, keyPlace(subject))
	if err != nil {
		return nil, err
	}
	return m.Wrap(name, subject, key)
}

// unwrap opens what any of the master keys wrapped: the wrong one opens nothing.
func (m *Master) unwrap(wrapped, at []byte) ([]byte, error) {
	for {
		ring := m.ring.Load()
		for _, k := range *ring {
			if key, err := k.wrap.DecryptDeterministically(wrapped, at); err == nil {
				return key, nil
			}
		}
		if !m.more(ring) {
			return nil, ErrSealed
		}
	}
}

func keyPlace(subject string) []byte {
	return Place{Table: "person_key", Column: "wrapped", Row: subject}.bytes()
}

func newPerson(key []byte) (*Person, error) {
	seal, err := derive(key, "words", personKeySize)
	if err != nil {
		return nil, err
	}
	body, err := derive(key, "body", 32)
	if err != nil {
		return nil, err
	}
	cipher, err := subtle.NewAESSIV(seal)
	if err != nil {
		return nil, err
	}
	return &Person{cipher: cipher, body: body}, nil
}

// Seal encrypts plain for its place.
func (p *Person) Seal(at Place, plain []byte) ([]byte, error) {
	return p.cipher.EncryptDeterministically(plain, at.bytes())
}

// Open decrypts what was sealed for the same place.
func (p *Person) Open(at Place, sealed []byte) ([]byte, error) {
	plain, err := p.cipher.DecryptDeterministically(sealed, at.bytes())
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

// Body returns the digest of a canonical body under the person's key, by which
// a retry is told from a different fact with the same id (invariant 4).
func (p *Person) Body(canonical []byte) []byte { return mac(p.body, string(canonical)) }
