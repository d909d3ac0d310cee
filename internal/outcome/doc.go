// Package outcome owns what became of somebody: episodes of acute care, which of
// them count as relapse, when each is asked about, and what one person's way
// through the service looks like without who they are. It refuses arms, and
// counts of people: those are in trial and stats.
package outcome
