// Package programmetest owns what the tests of several rooms have in common: two
// small definitions that break no rule, and dates that a test is sure of. It
// refuses to be part of the program.
package programmetest
