package main

import (
	"errors"
	"fmt"
	"os"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/programme"
)

type programmeCommand struct {
	Check programmeCheckCommand `cmd:"" help:"Say in plain words what is wrong with a programme file."`
}

type programmeCheckCommand struct {
	File string `arg:"" help:"The programme file, as in content/programmes."`
}

func (programmeCheckCommand) Help() string {
	return `Example: footbridge programme check content/programmes/crisis-peer-support.yaml

Each problem is on a line of its own, with its place in the file. The exit
status is 0 if there are none, and 1 if there are any.`
}

// Run prints one line when all is well, or every problem with its line.
func (c programmeCheckCommand) Run(t terminal) error {
	file, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer file.Close()
	d, flaws, err := content.CheckProgramme(file)
	if err != nil {
		return err
	}
	for _, flaw := range flaws {
		fmt.Fprintln(t.Out, flaw.In(t.Voice))
	}
	if len(flaws) > 0 {
		return errors.New(t.Say("programme.check.flaws", len(flaws)))
	}
	_, err = fmt.Fprintln(t.Out, wellSaid(t, d))
	return err
}

func wellSaid(t terminal, d programme.Definition) string {
	shape := t.Say("programme.service")
	if d.Study() {
		shape = t.Say("programme.study")
	}
	if d.Released.IsZero() {
		shape += t.Say("programme.draft")
	}
	return t.Say("programme.check.well", d.Title, d.Version, shape, d.Sessions, len(d.Eligibility), len(d.Consent))
}
