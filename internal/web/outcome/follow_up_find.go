package outcome

import (
	"net/http"
	"strings"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/trial"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// postFindFollowUps handles POST /follow-up: who is sought on all of the lists. What was
// searched for stands in no address.
func (h *handlers) postFindFollowUps(r *http.Request, who authz.Actor) (ui.Response, error) {
	typed := r.PostForm.Get("find")
	if fault.Blank(typed) {
		return h.getFollowUps(r, who)
	}
	found, err := h.study.FindFollowUps(r.Context(), who, typed)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	found.List = trial.CallLater
	table := callTable(v, found)
	table.Caption = v.Say("person.find.results")
	table.Empty = person.NobodyFound(v, typed, "follow_up.find.none")
	return ui.ListPage{Title: v.Say("follow_up.find.title"), Lead: person.FoundWords(v, found.Found), Parts: []ui.Control{
		callSearch(v, typed), ui.Link{Label: v.Say("filter.clear"), Path: followUpsPath}, table,
	}}.Render(), nil
}

func callSearch(v say.Voice, typed string) ui.SearchBox {
	return ui.SearchBox{
		Action: followUpsPath, Name: "find", Value: typed,
		Label: v.Say("person.find.label"), Hint: v.Say("person.find.hint"), Button: v.Say("person.find.button"),
	}
}

// nameNote is in which study somebody is followed up, that a crisis team had them again
// since, which is acute care that the follow-up asks about, and that they are away.
func nameNote(v say.Voice, f trial.FollowUp) string {
	note := studyName(v, f)
	if !f.Again.IsZero() {
		note = v.Say("follow_up.list.again", note, v.ShortDay(f.Again.Time()))
	}
	if f.Standing.OfLife() && !f.Standing.Died() {
		note = strings.TrimSuffix(note, ".") + ". " + person.StandingWords(v, f.Standing)
	}
	if f.Beside != "" {
		note = strings.TrimSuffix(note, ".") + ". " + v.Say("follow_up.list.beside")
	}
	return note
}

// listed is what an address calls a list; the first has no name.
func listed(list trial.CallList) string {
	if list == trial.CallNow {
		return ""
	}
	return string(list)
}
