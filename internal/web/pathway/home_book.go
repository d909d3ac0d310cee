package pathway

import (
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workbook"
)

const bookPath = "/workbook"

// A homeBook is somebody's workbook on their first page: how today is, and
// where to carry on.
type homeBook struct {
	Open    ui.Link
	Carry   ui.Button
	Modules ui.TaskList
	Title   string  // of the page that the dial stands on
	Today   ui.Form // posts to the page that the dial stands on, which saves it
	Dial    ui.AnswerField
	Saved   string
}

// homeBook draws it; it is empty for anybody who has no workbook.
func (h *handlers) homeBook(v say.Voice, zone *time.Location, who authz.Actor, home appcare.Home) homeBook {
	if home.Book == nil {
		return homeBook{}
	}
	b := homeBook{Open: ui.Link{Label: v.Say("home.workbook.open"), Path: bookPath}, Modules: ui.TaskList{Name: "modules"}}
	answers := home.Book.Written.Answers(home.Book.Fields())
	for _, m := range home.Book.Modules {
		tag := ui.Tag{Label: v.Say("my_workbook.not_begun"), State: ui.Waiting}
		if n := m.Begun(answers); n > 0 {
			tag = ui.Tag{Label: v.Say("home.workbook.begun", n, len(m.Pages)), State: ui.Underway}
		}
		b.Modules.Tasks = append(b.Modules.Tasks, ui.Task{Label: m.Title, Path: bookPath + "#" + m.Key, Tag: tag})
	}
	if !home.Person.State.TakesPart() {
		return b
	}
	if m, p, written := home.Book.Page(home.Book.Written.Last(home.Book.Definition).Key); written {
		b.Carry = ui.Button{Label: v.Say("my_workbook.carry_on"), Hidden: p.Title, Path: bookPagePath(m.Key, p.Key)}
	}
	h.askToday(v, zone, who, home, &b)
	return b
}

// askToday puts the daily dial on the page: the same field, saved the same way.
func (h *handlers) askToday(v say.Voice, zone *time.Location, who authz.Actor, home appcare.Home, b *homeBook) {
	m, p, f, there := home.Book.Daily()
	if !there {
		return
	}
	k := h.care.Kernel
	operation := kernel.NewID[id.Operation](k, "workbook/home/"+string(who.Account)+"/"+k.Now().String())
	kept := home.Book.Written[f.Key]
	answer := workbook.ForDay(f, home.Book.Written.Of(f), home.Today)
	b.Title, f.Hint = p.Title, ""
	b.Dial = ui.Answering{Voice: v, Today: home.Today, HelpPath: ui.HelpPath}.Field(f, answer, kept.Base())
	b.Today = ui.Form{
		Action: bookPagePath(m.Key, p.Key), Hidden: []ui.Hidden{{Name: "operation", Value: string(operation)},
			{Name: "from", Value: "home"}},
		Buttons: []ui.Button{{Label: v.Say("home.workbook.save_today"), Kind: ui.Secondary}},
	}
	if !workbook.IsBlank(answer) {
		b.Saved = v.Say("home.workbook.saved_today", v.Clock(kept.At.In(zone)))
	}
}

func bookPagePath(module, page string) string { return bookPath + "/" + module + "/" + page }

// yours says whose all this is, and who sees what is shared.
func yours(v say.Voice, home appcare.Home) string {
	name := person.Called(home.Visits.Staff[home.Visits.Worker])
	if name == "" || !home.Person.Shares() {
		return v.Say("home.yours")
	}
	return v.Say("home.yours_shared", name)
}
