package person

import (
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/ui"
)

// The addresses of somebody's pages that more than one area leads to.

func Path(participant id.Participant) string          { return "/people/" + string(participant) }
func SigningInPath(participant id.Participant) string { return Path(participant) + "/signing-in" }
func HomeNotePath(participant id.Participant) string  { return Path(participant) + "/home-note" }
func DoubtPath(participant id.Participant) string     { return Path(participant) + "/wrong-details" }
func EarlierPath(participant id.Participant) string   { return Path(participant) + "/earlier" }
func UndoPath(participant id.Participant) string      { return Path(participant) + "/undo" }

// VisitListPath is a worker's own list.
const VisitListPath = "/visits"

// WorryListPath is where those who take worries on find them.
const WorryListPath = "/worries"

func WorkerPath(a id.Account) string   { return "/workers/" + string(a) }
func HandOverPath(a id.Account) string { return WorkerPath(a) + "/hand-over" }

func VisitsPath(participant id.Participant) string { return Path(participant) + "/visits" }

// DoubtLink leads anybody who may to saying that something known of somebody is wrong.
func DoubtLink(v say.Voice, may bool, participant id.Participant) ui.Link {
	if !may {
		return ui.Link{}
	}
	return ui.Link{Label: v.Say("doubt.open"), Path: DoubtPath(participant)}
}

// BackToVisits leads a worker back to somebody's visits; to their own list who makes one
// of those in a colleague's place, and sees no more of them.
func BackToVisits(v say.Voice, sees bool, participant id.Participant) ui.Link {
	if !sees {
		return ui.Link{Label: v.Say("visits.to_list"), Path: VisitListPath}
	}
	return ui.Link{Label: v.Say("visits.to_visits"), Path: VisitsPath(participant)}
}

// FindPath is where anybody is found, whatever list they are on.
const FindPath = "/people"

// HandedPath is the lead's list of what others wrote and could not save.
const HandedPath = "/handed-words"
