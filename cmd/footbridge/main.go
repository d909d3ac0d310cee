// Command footbridge is the whole service in one program. The package turns
// flags into calls, one thin file a command; it decides nothing that a room
// inside could decide. Results go to standard output, complaints to standard
// error. The exit status is 0 when all is well, 2 when the command line cannot
// be understood, and 1 for anything else.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
)

// commands is the command line: one field a command. Each command's struct and
// its Run method live in a file of the command's name. Run may ask for a
// context.Context (ended by Ctrl-C or SIGTERM) and a terminal.
// A command line that Run itself refuses is returned as a misuse.
type commands struct {
	Backup    backupCommand    `cmd:"" help:"Make an encrypted copy of everything."`
	Demo      demoCommand      `cmd:"" help:"Start Footbridge with invented people, and print addresses that sign in with one click."`
	Estimate  estimateCommand  `cmd:"" help:"Compare two arms: percentages, ratios, difference, and tests, each with its method."`
	Key       keyCommand       `cmd:"" help:"Make a master key for a database."`
	Migrate   migrateCommand   `cmd:"" help:"Bring the database up to this version of Footbridge."`
	Programme programmeCommand `cmd:"" help:"Look at a programme file."`
	Restore   restoreCommand   `cmd:"" help:"Restore everything from a backup."`
	Serve     serveCommand     `cmd:"" help:"Run Footbridge."`
	Staff     staffCommand     `cmd:"" help:"Look after staff from the machine itself."`
	Verify    verifyCommand    `cmd:"" help:"Check that nothing was changed outside Footbridge."`
	Version   versionCommand   `cmd:"" help:"Say which version of Footbridge this is."`
}

// A terminal is where a command reads and writes, and in which voice it speaks.
type terminal struct {
	In       io.Reader
	Out, Err io.Writer
	say.Voice
}

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	t := terminal{os.Stdin, os.Stdout, os.Stderr, say.English()}
	err := dispatch(ctx, t, os.Args[1:])
	if err != nil {
		fmt.Fprintln(t.Err, "footbridge: "+plain(t.Voice, err))
	}
	return status(err)
}

func dispatch(ctx context.Context, t terminal, args []string) error {
	var c commands
	parser, err := kong.New(&c,
		kong.Name("footbridge"),
		kong.Description("Footbridge runs a peer-support programme between crisis care and what comes after."),
		kong.Writers(t.Out, t.Err),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(t),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	if err != nil {
		return err
	}
	chosen, err := parser.Parse(args)
	if err != nil {
		return misread(t.Voice, args, err)
	}
	return chosen.Run()
}

// misread words what the parser made of args. It takes a number below zero for
// a flag, which is no help to the person who typed it.
func misread(v say.Voice, args []string, err error) error {
	for _, a := range args {
		if len(a) > 1 && a[0] == '-' && a[1] >= '0' && a[1] <= '9' {
			return misuse{errors.New(v.Say("command.minus", a))}
		}
	}
	return misuse{err}
}

// misuse marks an error as the command line's own: exit status 2.
type misuse struct{ error }

func (m misuse) Unwrap() error { return m.error }

func status(err error) int {
	var m misuse
	switch {
	case err == nil:
		return 0
	case errors.As(err, &m):
		return 2
	}
	return 1
}

// plain puts err in words: the catalogue's sentence where err carries a key,
// with the cause after it, which the person who runs the service needs.
func plain(v say.Voice, err error) string {
	var f *fault.Error
	if !errors.As(err, &f) || !say.Has(f.Key) {
		return err.Error()
	}
	if cause := errors.Unwrap(f); cause != nil {
		return v.Say(f.Key) + " (" + cause.Error() + ")"
	}
	return v.Say(f.Key)
}
