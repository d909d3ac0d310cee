package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type versionCommand struct{}

// Run prints the module's version, and the commit it was built from where the
// build recorded one.
func (versionCommand) Run(t terminal) error {
	_, err := fmt.Fprintf(t.Out, "footbridge %s\n", version())
	return err
}

// version is the module's version, the commit and Go's.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return runtime.Version()
	}
	commit := ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = " " + s.Value[:min(12, len(s.Value))]
		}
	}
	return info.Main.Version + commit + " " + info.GoVersion
}
