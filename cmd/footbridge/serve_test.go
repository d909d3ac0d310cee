package main

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/say"
)

// told ends the context once something has been said.
type told struct{ enough context.CancelFunc }

func (w told) Write(p []byte) (int, error) {
	w.enough()
	return len(p), nil
}

// Ctrl-C while the first run waits for an answer.
func TestCtrlCAtAQuestionOfTheFirstRunEndsIt(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	silent, never := io.Pipe()
	defer never.Close()
	ended := make(chan error, 1)
	go func() {
		ended <- dispatch(ctx, terminal{silent, told{stop}, io.Discard, say.English()},
			[]string{"serve", "--addr", "127.0.0.1:0", "--data", t.TempDir()})
	}()
	select {
	case err := <-ended:
		if err == nil || !strings.Contains(plain(say.English(), err), "Stopped") {
			t.Errorf("it ends with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it still waits for an answer")
	}
}
