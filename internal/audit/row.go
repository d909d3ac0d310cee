package audit

import (
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
