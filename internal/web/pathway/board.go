package pathway

import (
	"net/http"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	webcourse "footbridge.org/footbridge/internal/web/course"
	"footbridge.org/footbridge/internal/web/form"
	weblife "footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const boardPath = "/board"

// A boardView is what needs the person looking.
type boardView struct {
	Counts  ui.Counts
	Worries ui.Board
	More    ui.Link  // to the worries that there is no room for
	Support ui.Board // workers who ask for it
	Asking  ui.Link  // to all of those
	News    ui.Board
	InStudy ui.Board
	Only    ui.Filter // of those who wait
	Waiting ui.Board
	Pages   ui.Pagination
}

var boardPage = ui.NewPage[boardView]("board")

// getBoard handles GET /board.
func (h *handlers) getBoard(r *http.Request, who authz.Actor) (ui.Response, error) {
	n, page := form.Narrow(r, who, h.kernel.Now(), boardPath), route.Page(r)
	page.Only.Team, page.Only.Worker = form.ChosenID[id.Team](n, "team"), form.ChosenID[id.Account](n, "worker")
	board, err := h.care.SeeBoard(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	view := boardView{Counts: boardCounts(v, board), Pages: ui.Paginate(v, n.Path(), page, board.All())}
	n.Offer("worker", person.StaffOptions(board.Workers)...)
	n.Offer("team", person.TeamOptions(board.Teams)...)
	view.Only = n.Filter()
	names := person.And(person.NamesIn(v, zone, board.Worries), board.News)
	names = person.And(person.And(names, board.InStudy), board.Waiting)
	if board.Unsent > 0 {
		view.Worries.Lines = append(view.Worries.Lines, unsentLine(v, board.Unsent))
	}
	for _, l := range board.Worries {
		view.Worries.Lines = append(view.Worries.Lines, weblife.WorryLine(names, v, zone, l))
	}
	if more := board.Open - len(board.Worries); more > 0 {
		view.More = ui.Link{Label: v.Say("board.more_worries", more), Path: person.WorryListPath}
	}
	for _, l := range board.Support {
		view.Support.Lines = append(view.Support.Lines, webcourse.SupportLine(r, board.Staff, l))
	}
	if more := board.Asking - len(board.Support); more > 0 {
		view.Asking = ui.Link{Label: v.Say("board.more_support", more), Path: webcourse.SupportListPath}
	}
	for _, l := range board.News {
		view.News.Lines = append(view.News.Lines, weblife.Line(names, v, zone, l))
	}
	for _, p := range board.InStudy {
		view.InStudy.Lines = append(view.InStudy.Lines, needLine(names, v, board, p))
	}
	view.Waiting.Empty = ui.Empty{Title: v.Say("board.none"), Text: v.Say("board.none_text")}
	if n.Narrows() {
		view.Waiting.Empty = person.NobodyOf(v)
	}
	view.Waiting.Empty = view.Pages.InPlaceOf(view.Waiting.Empty)
	for _, p := range board.Waiting {
		view.Waiting.Lines = append(view.Waiting.Lines, needLine(names, v, board, p))
	}
	return boardPage.Render(view, v.Say("board.title")), nil
}

// unsentLine says first of all that there are worries of which nobody has been told.
func unsentLine(v say.Voice, n int) ui.BoardLine {
	return ui.BoardLine{
		Who: ui.Link{Label: v.Say("board.unsent.title", n), Path: person.HandedPath}, Why: v.Say("board.unsent.why", n),
		Tag:    ui.Tag{Label: v.Say("board.unsent.tag"), State: ui.Attention},
		Action: ui.Button{Label: v.Say("board.unsent.do"), Path: person.HandedPath, Kind: ui.Secondary},
	}
}

// needLists are the lists that the counts lead to.
var needLists = map[course.Need]string{
	course.NeedsDecision: "/screening", course.NeedsInvitation: consentListPath, course.NeedsAnswer: thinkingPath,
	course.NeedsTelling: webcourse.ToTellListPath,
}

// boardCounts says how many of each there are, where a list of them is.
func boardCounts(v say.Voice, b appcare.Board) ui.Counts {
	var c ui.Counts
	add := func(n int, key, path string) {
		if n > 0 {
			c.Items = append(c.Items, ui.Count{Number: n, Label: v.Say(key, n), Path: path})
		}
	}
	add(b.Open, "board.count.worries", person.WorryListPath)
	add(b.Asking, "board.count.support", webcourse.SupportListPath)
	add(b.Unread, "board.count.news", weblife.ListPath)
	add(b.Doubted, "board.count.doubts", doubtsPath)
	add(b.Handed, "board.count.handed", person.HandedPath)
	for _, n := range course.Needs() {
		if path := needLists[n]; path != "" {
			add(b.Counts[n], "board.count."+string(n), path)
		}
	}
	add(b.Visited, "board.count.visited", webcourse.CaseloadPath)
	return c
}

// needSteps is where each need is seen to.
var needSteps = map[course.Need]func(id.Participant) string{
	course.NeedsDecision: screeningPath, course.NeedsInvitation: invitePath, course.NeedsAnswer: consentPath,
	course.NeedsWorker: webcourse.MatchPath, course.NeedsPlan: webcourse.PlanPath,
	course.NeedsTelling: webcourse.TellPath, course.NeedsAnother: person.VisitsPath,
	course.NeedsWorkerLater: person.VisitsPath, course.NeedsWritingUp: person.VisitsPath,
	course.NeedsBefore: person.EarlierPath, course.NeedsSpeaking: weblife.EnterPath,
	course.NeedsStopping: person.Path, course.NeedsEnding: webcourse.EndingPath,
}

// needLine is one who waits: who, why in a sentence, and the one thing to do.
func needLine(names person.Names, v say.Voice, b appcare.Board, p course.Waiting) ui.BoardLine {
	name, need := names.Of(p.Person), string(p.Need)
	until := p.Window.StartBy
	why := "board.why." + need
	if (p.Need == course.NeedsPlan || p.Need == course.NeedsWorker) && p.Planned {
		why, until = why+"_again", p.Window.Closes
	}
	if p.Elsewhere && say.Has(why+"_elsewhere") {
		why += "_elsewhere"
	}
	line := ui.BoardLine{
		Who: ui.Link{Label: name, Path: person.Path(p.ID)},
		Why: v.Say(why, v.ShortDay(p.Window.By(until).Time()), p.TeamName, b.Staff[p.Worker],
			webcourse.HowToTell(v, p.Contact)),
		When: sinceDischarge(v, p.Discharged, b.Today),
		Action: ui.Button{Label: v.Say("board.do." + need), Hidden: v.Say("list.whose", name),
			Path: needSteps[p.Need](p.ID), Kind: ui.Secondary},
	}
	line.Tag = person.Mark(v, p.Standing)
	switch {
	case p.Elsewhere:
		line.Why += " " + v.Say("same_person.goes_on_title") + "."
	case p.Joined:
		line.Why += " " + v.Say("same_person.short") + "."
	}
	begins := !p.Begun && !p.Elsewhere && p.Need != course.NeedsEnding &&
		p.Need != course.NeedsStopping // else they wait for no start
	if begins && line.Tag.Label == "" {
		line.Tag = timeLeft(v, p.Window.By(p.Window.StartBy), b.Today)
	}
	return line
}
