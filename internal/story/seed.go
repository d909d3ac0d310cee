package story

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"

	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
)

// A Seed gives a story its chances: bytes that hang on the seed and on the
// name of what they are for, and on nothing that was drawn before.
type Seed struct {
	key []byte

	mu     sync.Mutex
	draw   func(purpose string, n int) []byte // set once the story has become a service
	before map[string]uint64                  // how often a purpose was drawn
}

// NewSeed makes the seed that text names.
func NewSeed(text string) *Seed {
	sum := sha256.Sum256([]byte("footbridge story " + text))
	return &Seed{key: sum[:], before: map[string]uint64{}}
}

// Bytes returns the n bytes that belong to name: always the same.
func (s *Seed) Bytes(name string, n int) []byte {
	var out []byte
	for block := uint32(0); len(out) < n; block++ {
		mac := hmac.New(sha256.New, s.key)
		_ = binary.Write(mac, binary.BigEndian, block) // a hash never fails
		mac.Write([]byte(name))
		out = mac.Sum(out)
	}
	return out[:n]
}

// Below returns a number from 0 to n−1 that belongs to name. The bias is below
// n in 2^64.
func (s *Seed) Below(name string, n int) int {
	return int(binary.BigEndian.Uint64(s.Bytes(name, 8)) % uint64(n))
}

// ID returns the id that belongs to name.
func ID[T ~string](s *Seed, name string) T { return id.From[T]([16]byte(s.Bytes("id/"+name, 16))) }

// MasterSecret is the master secret of the story's installation.
func (s *Seed) MasterSecret() []byte { return s.Bytes("master", crypt.SecretSize) }

// Draw is what the kernel draws from. A purpose that comes again gets other
// bytes, counted by itself: what others draw makes no difference.
func (s *Seed) Draw(purpose string, n int) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.draw != nil {
		return s.draw(purpose, n)
	}
	times := s.before[purpose]
	s.before[purpose]++
	return s.Bytes(fmt.Sprintf("draw/%d/%s", times, purpose), n)
}

// leave ends the story's own chances: from now on draw gives them.
func (s *Seed) leave(draw func(string, int) []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.draw = draw
}

// NHSNumber returns a number that belongs to name and is nobody's: those that
// begin with 999 are for tests.
func (s *Seed) NHSNumber(name string) programme.NHSNumber {
	for try := 0; ; try++ {
		first := fmt.Sprintf("999%06d", s.Below(fmt.Sprintf("number/%d/%s", try, name), 1_000_000))
		for check := '0'; check <= '9'; check++ {
			if n := programme.NHSNumber(first + string(check)); n.Valid() {
				return n
			}
		}
	}
}

// Mobile and Landline return numbers from the ranges that Ofcom keeps for
// drama: nobody answers them.
func (s *Seed) Mobile(name string) programme.Phone {
	return programme.Phone(fmt.Sprintf("07700 900%03d", s.Below("mobile/"+name, 1000)))
}

func (s *Seed) Landline(name string) programme.Phone {
	return programme.Phone(fmt.Sprintf("01632 960%03d", s.Below("landline/"+name, 1000)))
}
