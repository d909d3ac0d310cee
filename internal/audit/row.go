package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"
)

// A Column is one value of a stored row, as the driver returned it.
type Column struct {
	Name  string
	Value any
}

// Digest is SHA-256 over the table's name and, in the order given, each
// column's name, a letter for its type, and its value. Both engines give the
// same digest for the same row: integers and booleans are one type, and times
// are UTC microseconds.
func Digest(table string, columns []Column) ([]byte, error) {
	h := sha256.New()
	put(h, []byte(table))
	for _, c := range columns {
		put(h, []byte(c.Name))
		kind, value, err := spell(c.Value)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", table, c.Name, err)
		}
		put(h, []byte{kind})
		put(h, value)
	}
	return h.Sum(nil), nil
}

// Same tells whether two values have the same digest. No bytes at all are the same as none:
// only one engine tells them apart.
func Same(a, b any) bool {
	kind, value, err := spell(a)
	other, more, err2 := spell(b)
	empty := func(v any, kind byte, value []byte) bool { return v == nil || kind == 'b' && len(value) == 0 }
	if empty(a, kind, value) && empty(b, other, more) {
		return true
	}
	return err == nil && err2 == nil && kind == other && bytes.Equal(value, more)
}

func spell(v any) (kind byte, value []byte, err error) {
	switch v := v.(type) {
	case nil:
		return 'n', nil, nil
	case string:
		return 's', []byte(v), nil
	case []byte:
		return 'b', v, nil
	case int64:
		return 'i', binary.BigEndian.AppendUint64(nil, uint64(v)), nil
	case bool:
		n := uint64(0)
		if v {
			n = 1
		}
		return 'i', binary.BigEndian.AppendUint64(nil, n), nil
	case time.Time:
		return 't', binary.BigEndian.AppendUint64(nil, uint64(v.UnixMicro())), nil
	}
	return 0, nil, fmt.Errorf("a %T cannot be digested", v)
}
