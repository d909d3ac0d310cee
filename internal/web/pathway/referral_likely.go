package pathway

import (
	"net/http"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/ui"
)

// A likelyView stands above the form when the person may be here already.
type likelyView struct {
	Back      ui.Link
	Title     string
	Text      string
	People    ui.Table
	Running   []string // why somebody is not offered
	Elsewhere string
	Same      []ui.Questions // each sends again what was typed, with whom it is again
	Sure      []ui.Questions // likewise, with the word that this is somebody else
	Change    ui.Questions
}

var likelyPage = ui.NewPage[likelyView]("referral_likely")

// likely says who the person may be, if that is what sending the form answered.
func likely(f *form.Fields, q appcare.ReferralQuestions, err error) (ui.Response, bool) {
	found, is := appcare.AsLikelyDuplicate(err)
	if !is {
		return ui.Response{}, false
	}
	page := drawReferral(f, q)
	page.Leave.Path = referralsPath(q.Team.ID)
	view := likelyView{
		Back: page.Back, Title: f.Words("likely.title"), Text: f.Words("likely.text"),
		People: likelyPeople(f, f.Words("likely.own"), found, referralPath),
		Change: page.Questions(f),
	}
	if !found.Died.IsZero() {
		view.Title = f.Words("likely.died.title")
		view.Text = f.Words("likely.died.text", f.Voice.ShortDay(found.Died.Time()))
	} else if found.Open {
		view.Title, view.Text = f.Words("likely.open.title"), f.Words("likely.open.text")
	} else {
		askWhich(f, &view, found, page)
	}
	return likelyPage.With(http.StatusConflict, view, view.Title), true
}

// askWhich offers what the person who refers may answer: whom it is again, or that it
// is somebody else.
func askWhich(f *form.Fields, view *likelyView, found appcare.LikelyDuplicate, page form.View) {
	for _, p := range found.People {
		name := p.Identity.FullName()
		switch {
		case p.MayReturn:
			label := f.Words("likely.again", name, f.Voice.ShortDay(p.Identity.BirthDate.Time()))
			view.Same = append(view.Same, referAgain(f, page, ui.Button{Label: label}, "same", string(p.ID)))
		case !p.Standing.Died():
			view.Running = append(view.Running, f.Words("likely.running", name))
		}
	}
	if found.Elsewhere {
		view.Elsewhere = f.Words("likely.elsewhere")
	}
	switch {
	case found.Barred.Key != "":
		view.Running = append(view.Running, f.Voice.Say(found.Barred.Key, found.Barred.Args...))
	case found.Certain:
		label := f.Words("likely.again_number")
		view.Same = append(view.Same, referAgain(f, page, ui.Button{Label: label}, "same", byNumber))
	}
	page.Leave = ui.Link{Label: f.Words("likely.same"), Path: page.Leave.Path}
	sure := ui.Button{Label: f.Words("likely.sure"), Kind: ui.Secondary}
	if found.Elsewhere && len(found.People) == 0 {
		sure.Label = f.Words("likely.unsure")
	}
	view.Sure = append(view.Sure, referAgain(f, page, sure, "sure", "1"))
}

func referAgain(f *form.Fields, page form.View, save ui.Button, name, value string) ui.Questions {
	return sendAgain(f, page, save, ui.Hidden{Name: "participant", Value: f.Sent.Also("participant")},
		ui.Hidden{Name: name, Value: value})
}

// sendAgain is a button that sends again all that was typed, with answers.
func sendAgain(f *form.Fields, page form.View, save ui.Button, answers ...ui.Hidden) ui.Questions {
	again := form.View{Action: page.Action, Save: save}
	without := []string{"sure", "same"}
	for _, a := range answers {
		again.Fields, without = append(again.Fields, a), append(without, a.Name)
		if a.Name == "sure" && a.Value != sureJoin {
			again.Leave = page.Leave
		}
	}
	for _, typed := range f.Sent.Again(without...) {
		again.Fields = append(again.Fields, typed)
	}
	return again.Questions(f)
}

// alike is what of the person that was typed is as it is known of somebody.
func alike(typed programme.Identity, p programme.Person) string {
	known := p.Identity
	switch {
	case p.Formerly:
		return "formerly"
	case typed.NHSNumber != "" && typed.NHSNumber == known.NHSNumber:
		return "by_number"
	case typed.ExactlySame(known):
		return "by_name"
	}
	return "nearly"
}

func likelyPeople(f *form.Fields, caption string, found appcare.LikelyDuplicate,
	path func(id.Participant) string) ui.Table {
	table := ui.Table{Caption: caption, Columns: []ui.Column{
		{Label: f.Words("list.name")}, {Label: f.Voice.Say("person.fact.birth_date")}, {Label: f.Words("list.referred")},
		{Label: f.Words("list.became")},
	}}
	typed := readIdentity(f.Sent)
	for _, p := range found.People {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Link: ui.Link{Label: p.Identity.FullName(), Path: path(p.ID)}, Note: f.Words("likely." + alike(typed, p.Person))},
			{Text: f.Voice.ShortDay(p.Identity.BirthDate.Time())},
			{Text: f.Voice.ShortDay(p.ReferredAt.In(f.Zone))},
			{Tag: person.Standing(f.Voice, p.Standing)},
		}})
	}
	return table
}
