package main

import (
	"fmt"
	"runtime/debug"
)

type versionCommand struct{}

// Run prints the module's version, and the commit it was built from where the
// build recorded one.
func (versionCommand) Run(t terminal) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	commit := ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = " " + s.Value[:min(12, len(s.Value))]
		}
	}
	_, err := fmt.Fprintf(t.Out, "footbridge %s%s %s\n", info.Main.Version, commit, info.GoVersion)
	return err
}
