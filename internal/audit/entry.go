// Package audit owns the shape of the trail: what an entry says, how entries
// are chained, and how a stored row is digested. It refuses words: an entry
// names people, things and actions by id and key, and covers rows by the
// digest of what is stored, which is ciphertext wherever somebody's words are.
package audit

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"time"

	"footbridge.org/footbridge/internal/id"
)

// A Chain is one of an organisation's two trails.
type Chain string

const (
	Changes Chain = "change" // what was written, and what was refused
	Reads   Chain = "read"   // who looked at what
)

// An Entry is one line of a trail. Its place in the chain is Seq, counted from
// one without gaps, in commit order.
type Entry struct {
	Organisation id.Organisation
	Chain        Chain
	Seq          int64
	At           time.Time // UTC, microseconds
	Actor        string    // an account's id, or "system:NAME"
	Action       string    // dotted, as in referral.make
	SubjectKind  string    // participant, team, organisation …
	Subject      string    // its id
	Refused      bool      // asked for, and not allowed
	Rows         []Row     // what a change wrote, in the order of writing
	People       []string  // whose record a list showed, or whom a change was about besides its subject
}

// A Listed is an entry as it is read again, without its rows.
type Listed struct {
	Entry
	Shown int // people whose record a list showed
}

// Asked is which entries are looked for. Its zero value asks for all.
type Asked struct {
	Person      id.Participant // about them, alone or in a list
	But         id.Account     // leaves out what this one did, of entries about Person
	By          id.Account
	From, Until time.Time // the first moment, and the first that is too late; zero for none
}

// A Row is a stored row that an entry covers. An empty Digest means the row
// was deleted.
type Row struct {
	Table  string
	Key    string
	Digest []byte
}

// Hash is SHA-256 over the hash of the entry before (empty for the first) and
// every field of e, each preceded by its length in bytes as a big-endian
// uint32; times are Unix microseconds as a big-endian int64. docs/audit.md
// describes it for somebody who writes a verifier of their own.
func (e Entry) Hash(prev []byte) []byte {
	h := sha256.New()
	put(h, prev)
	put(h, []byte(e.Organisation))
	put(h, []byte(e.Chain))
	putInt(h, e.Seq)
	putInt(h, e.At.UnixMicro())
	for _, s := range []string{e.Actor, e.Action, e.SubjectKind, e.Subject} {
		put(h, []byte(s))
	}
	refused := int64(0)
	if e.Refused {
		refused = 1
	}
	putInt(h, refused)
	putInt(h, int64(len(e.Rows)))
	for _, r := range e.Rows {
		put(h, []byte(r.Table))
		put(h, []byte(r.Key))
		put(h, r.Digest)
	}
	putInt(h, int64(len(e.People)))
	for _, p := range e.People {
		put(h, []byte(p))
	}
	return h.Sum(nil)
}

func put(h hash.Hash, b []byte) {
	var n [4]byte
	binary.BigEndian.PutUint32(n[:], uint32(len(b)))
	h.Write(n[:])
	h.Write(b)
}

func putInt(h hash.Hash, v int64) {
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(v))
	put(h, n[:])
}
