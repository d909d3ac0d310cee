package kernel

import (
	"errors"
	"fmt"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
)

// A useFault is something that broke in a use case, with which one it was. Which
// query it was, the store has said; neither holds anybody's values.
type useFault struct {
	action authz.Action
	kind   string // of thing that it was about
	cause  error
}

func (e *useFault) Error() string { return fmt.Sprintf("%s (%s): %v", e.action, e.kind, e.cause) }

func (e *useFault) Unwrap() error { return e.cause }

// during says of a fault that the person who runs the service has to look into,
// which use case it was. What a use case answers on purpose passes through as
// it is.
func during(action authz.Action, subject Subject, err error) error {
	if err == nil || fault.Of(err) != fault.Internal && !fault.Away(err) {
		return err
	}
	return &useFault{action, subject.Kind(), err}
}

// logged is what the log says of an error: all of it when a road has said where
// it broke, else no more than its key, for a mailer's words hold addresses.
func logged(err error) string {
	var in *useFault
	if fault.Of(err) == fault.Internal && errors.As(err, &in) {
		return in.Error()
	}
	return fault.KeyOf(err)
}
