package person

import "footbridge.org/footbridge/internal/id"

// The addresses of somebody's pages that more than one area leads to.

func Path(participant id.Participant) string         { return "/people/" + string(participant) }
func HomeNotePath(participant id.Participant) string { return Path(participant) + "/home-note" }
func VisitsPath(participant id.Participant) string   { return Path(participant) + "/visits" }
