package crypt

import (
	"errors"
	"io"
	"strings"

	"filippo.io/age"
)

// Recipients are those who can open a file that is encrypted to them, as age writes
// files (https://age-encryption.org/v1): each by a public key. Whoever holds only those
// keys, as the service does, opens nothing.
type Recipients struct{ list []age.Recipient }

// An Identity opens what was encrypted to its recipient.
type Identity struct{ list []age.Identity }

// ErrNotForIdentity says that a file was encrypted to others.
var ErrNotForIdentity = errors.New("crypt: this file is encrypted to somebody else's key")

// ParseRecipients reads public keys, one a line, as age-keygen prints them. The error
// quotes nothing.
func ParseRecipients(text string) (Recipients, error) {
	list, err := age.ParseRecipients(strings.NewReader(text))
	if err != nil || len(list) == 0 {
		return Recipients{}, errors.New("crypt: these are not age's public keys")
	}
	return Recipients{list}, nil
}

// ParseIdentity reads the secret keys of a file that age-keygen wrote. The error quotes
// nothing.
func ParseIdentity(text string) (Identity, error) {
	list, err := age.ParseIdentities(strings.NewReader(text))
	if err != nil || len(list) == 0 {
		return Identity{}, errors.New("crypt: this is not a file of age's secret keys")
	}
	return Identity{list}, nil
}

// Encrypt encrypts what is written to it for r, and ends with Close. The identity that
// it returns was drawn for this file, opens no other, and is kept nowhere: with it the
// file can be read back while the process that wrote it lives.
func (r Recipients) Encrypt(to io.Writer) (io.WriteCloser, Identity, error) {
	recipient, once, err := r.drawn()
	if err != nil {
		return nil, Identity{}, err
	}
	w, err := age.Encrypt(to, append([]age.Recipient{recipient}, r.list...)...)
	return w, Identity{[]age.Identity{once}}, err
}

// drawn is a new key of the same kind as those of r: age refuses to mix one that a
// quantum computer may break with others.
func (r Recipients) drawn() (age.Recipient, age.Identity, error) {
	for _, one := range r.list {
		if _, is := one.(*age.HybridRecipient); is {
			k, err := age.GenerateHybridIdentity()
			if err != nil {
				return nil, nil, err
			}
			return k.Recipient(), k, nil
		}
	}
	k, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, nil, err
	}
	return k.Recipient(), k, nil
}

// Decrypt opens a file. Reading from it ends with an error at the first byte that was
// changed, and where the file was cut.
func (i Identity) Decrypt(from io.Reader) (io.Reader, error) {
	plain, err := age.Decrypt(from, i.list...)
	if other := (*age.NoIdentityMatchError)(nil); errors.As(err, &other) {
		return nil, ErrNotForIdentity
	}
	return plain, err
}
