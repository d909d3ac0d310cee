package workforce

import (
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
)

// A Sentence is something to say: a key of the catalogue and what goes into
// it. An argument may be a date.
type Sentence struct {
	Key  string
	Args []any
}

func sentence(key string, args ...any) Sentence { return Sentence{Key: key, Args: args} }

// In says s in the voice v, its dates in words. The zero Sentence says nothing.
func (s Sentence) In(v say.Voice) string {
	if s.Key == "" {
		return ""
	}
	args := make([]any, len(s.Args))
	for i, arg := range s.Args {
		if day, ok := arg.(programme.Date); ok {
			arg = v.ShortDay(day.Time())
		}
		args[i] = arg
	}
	return v.Say(s.Key, args...)
}
