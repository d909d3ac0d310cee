package study

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/app/kernel"
	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// An episodeForm is what was typed about a stretch of acute care.
type episodeForm struct {
	ID                 string
	Kind               string
	StartedOn, EndedOn ui.TypedDate
	Certainty          string
	Source, SourceNote string
	InError            string // yes or no, asked of a correction only
}

func readEpisodeForm(form url.Values) episodeForm {
	return episodeForm{
		ID: form.Get("id"), Kind: form.Get("kind"), StartedOn: ui.ReadDate(form, "started_on"), EndedOn: ui.ReadDate(form, "ended_on"),
		Certainty: form.Get("certainty"), Source: form.Get("source"), SourceNote: strings.TrimSpace(form.Get("source_note")), InError: form.Get("in_error"),
	}
}

// formOf is the form that would have recorded e. Where it was known from is
// asked again: nobody masked may read it.
func formOf(e outcome.Episode) episodeForm {
	return episodeForm{
		Kind: string(e.Kind), StartedOn: ui.Typed(e.StartedOn), EndedOn: ui.Typed(e.EndedOn), Certainty: string(e.Certainty),
	}
}

// Episode reads the form, with the problems of what can't be read at all.
func (f episodeForm) Episode() (outcome.Episode, fault.Problems) {
	e := outcome.Episode{
		Kind: programme.EpisodeKind(f.Kind), Certainty: outcome.Certainty(f.Certainty),
		Source: outcome.Source(f.Source), SourceNote: f.SourceNote,
	}
	var p fault.Problems
	var err error
	if e.ID, err = id.Parse[id.Episode](f.ID); err != nil {
		p.If(true, "id", "episode.id.missing")
	}
	read := func(field string, typed ui.TypedDate, into *programme.Date) {
		if typed.Empty() {
			return
		}
		if *into, err = typed.Date(); err != nil {
			p.If(true, field, fault.KeyOf(err))
		}
	}
	read("started_on", f.StartedOn, &e.StartedOn)
	read("ended_on", f.EndedOn, &e.EndedOn)
	return e, p
}

// An episodeView is the form, for a new episode or a correction.
type episodeView struct {
	Back      ui.Link
	Problems  ui.ErrorSummary
	Title     string
	Lead      string
	Before    ui.SummaryList // what is being corrected
	Form      ui.Form
	InError   ui.YesNo // the zero YesNo asks nothing
	Kind      ui.Radios
	StartedOn ui.DateInput
	EndedOn   ui.DateInput
	Certainty ui.Radios
	Source    ui.Radios
	Note      ui.Input
}

var episodePage = ui.NewPage[episodeView]("episode_form")

func (h *handlers) episodeView(v say.Voice, f appstudy.FollowedUp, typed episodeForm, problems fault.Problems) episodeView {
	fields := ui.NewFields(v, "episode", ui.InOrder(problems, []string{"in_error", "kind", "started_on", "ended_on", "certainty", "source", "source_note"}))
	if typed.ID == "" {
		typed.ID = string(kernel.NewID[id.Episode](h.study.Kernel, "form/episode/"+string(f.Participant)))
	}
	return episodeView{
		Back: ui.Link{Label: f.Identity.FullName(), Path: followUpPath(f.Participant)}, Problems: fields.Summary(),
		Title: v.Say("episode.form.title"), Lead: v.Say("episode.form.lead", f.Identity.FullName()),
		Form: ui.Form{
			Hidden:  []ui.Hidden{{Name: "id", Value: typed.ID}},
			Buttons: []ui.Button{{Label: v.Say("episode.form.save")}},
			Leave:   ui.Link{Label: v.Say("episode.form.leave"), Path: followUpPath(f.Participant)},
		},
		Kind:      fields.Radios("kind", typed.Kind, ui.Values(programme.EpisodeKinds())...),
		StartedOn: fields.Date("started_on", typed.StartedOn),
		EndedOn:   fields.Date("ended_on", typed.EndedOn),
		Certainty: fields.Radios("certainty", typed.Certainty, ui.Values(outcome.Certainties())...),
		Source:    fields.Radios("source", typed.Source, ui.Values(outcome.Sources())...),
		Note:      fields.Input("source_note", typed.SourceNote).Complete("off"),
	}
}

// correctionView turns the form into that of a correction of e.
func correctionView(v say.Voice, view episodeView, e outcome.Episode, typed episodeForm, problems fault.Problems) episodeView {
	view.Title = v.Say("episode.correct.title")
	view.Lead = v.Say("episode.correct.lead", view.Back.Label)
	view.Before = ui.Facts(
		v.Say("episode.list.kind"), v.Say("episode.kind."+string(e.Kind)),
		v.Say("episode.list.started"), v.ShortDay(e.StartedOn.Time()),
		v.Say("episode.list.ended"), dayOr(v, e.EndedOn, v.Say("episode.list.going_on")),
		v.Say("episode.list.certainty"), v.Say("episode.certainty."+string(e.Certainty)),
	)
	view.InError = ui.NewFields(v, "episode", problems).YesNo("in_error", typed.InError)
	view.Form.Buttons[0].Label = v.Say("episode.correct.save")
	view.Form.Leave.Label = v.Say("episode.correct.leave")
	return view
}

// getEpisodeForm handles GET /follow-up/{participant}/episodes/new.
func (h *handlers) getEpisodeForm(r *http.Request, who authz.Actor) (ui.Response, error) {
	f, err := h.followUp(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	view := h.episodeView(route.Voice(r), f, episodeForm{}, nil)
	return episodePage.Render(view, view.Title), nil
}

// postEpisode handles POST /follow-up/{participant}/episodes/new.
func (h *handlers) postEpisode(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	typed := readEpisodeForm(r.PostForm)
	e, unread := typed.Episode()
	e.Participant = participant
	if !unread.Any() {
		err = h.study.RecordEpisode(r.Context(), who, participant, e)
	}
	problems, ok := fault.AsProblems(err)
	if !ok && !unread.Any() {
		return ui.Redirect(followUpPath(participant)).Saying("episode.form.saved"), err
	}
	f, err := h.followUp(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	if unread.Any() {
		problems = ui.UnreadFirst(unread, e.Check(f.Today))
	}
	view := h.episodeView(route.Voice(r), f, typed, problems)
	return episodePage.Invalid(view, view.Title), nil
}

// getCorrection handles GET /follow-up/{participant}/episodes/{episode}/correct.
func (h *handlers) getCorrection(r *http.Request, who authz.Actor) (ui.Response, error) {
	f, e, err := h.toCorrect(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	typed := formOf(e)
	typed.InError = "no"
	view := correctionView(v, h.episodeView(v, f, typed, nil), e, typed, nil)
	return episodePage.Render(view, view.Title), nil
}

// toCorrect finds the entry that the address names.
func (h *handlers) toCorrect(r *http.Request, who authz.Actor) (appstudy.FollowedUp, outcome.Episode, error) {
	key, err := route.ID[id.Episode](r, "episode")
	if err != nil {
		return appstudy.FollowedUp{}, outcome.Episode{}, err
	}
	f, err := h.followUp(r, who)
	if err != nil {
		return f, outcome.Episode{}, err
	}
	for _, e := range f.Episodes {
		if e.Fact.ID == key && !e.Fact.InError {
			return f, e.Fact, nil
		}
	}
	return f, outcome.Episode{}, fault.Absent
}

// postCorrection handles POST /follow-up/{participant}/episodes/{episode}/correct.
func (h *handlers) postCorrection(r *http.Request, who authz.Actor) (ui.Response, error) {
	f, before, err := h.toCorrect(r, who)
	if err != nil {
		return ui.Response{}, err
	}
	typed := readEpisodeForm(r.PostForm)
	e, unread := typed.correction(before)
	if !unread.Any() {
		err = h.study.CorrectEpisode(r.Context(), who, f.Participant, e)
	}
	problems, ok := fault.AsProblems(err)
	if !ok && !unread.Any() {
		return ui.Redirect(followUpPath(f.Participant)).Saying("episode.correct.saved"), err
	}
	if unread.Any() {
		problems = ui.UnreadFirst(unread, e.Check(f.Today))
	}
	v := route.Voice(r)
	view := correctionView(v, h.episodeView(v, f, typed, problems), before, typed, problems)
	return episodePage.Invalid(view, view.Title), nil
}

// correction reads the form as a correction of before. What was entered by
// mistake keeps what it said; only where that is known from is asked.
func (f episodeForm) correction(before outcome.Episode) (outcome.Episode, fault.Problems) {
	e, unread := f.Episode()
	if f.InError == "yes" {
		e.Kind, e.StartedOn, e.EndedOn, e.Certainty = before.Kind, before.StartedOn, before.EndedOn, before.Certainty
		unread = slices.DeleteFunc(unread, func(p fault.Problem) bool { return p.Field == "started_on" || p.Field == "ended_on" })
	}
	e.Participant, e.Replaces, e.InError = before.Participant, before.ID, f.InError == "yes"
	return e, unread
}
