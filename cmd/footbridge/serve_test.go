package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

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

func TestAsMuchOfTheDiskIsKeptFreeAsItIsTold(t *testing.T) {
	for want, flags := range map[int64][]string{256 << 20: nil, 1 << 60: {"--keep-free", fmt.Sprint(1 << 60)}} {
		var c commands
		parser, err := kong.New(&c)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parser.Parse(append([]string{"serve", "--data", t.TempDir()}, flags...)); err != nil {
			t.Fatal(err)
		}
		k, err := c.Serve.prepare(t.Context(), c.Serve.settings(), slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		room := k.Room(t.Context())
		if !room.Known || room.Margin != want || room.Low != (room.Free < want) {
			t.Errorf("told %v it keeps %+v", flags, room)
		}
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	}
}
