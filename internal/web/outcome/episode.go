package outcome

import (
	"context"
	"net/http"
	"slices"

	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/outcome"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// An episodeKey is whose acute care an address names, or which entry of it.
type episodeKey struct {
	participant id.Participant
	episode     id.Episode
}

func (k episodeKey) path() string { return followUpPath(k.participant) }

// An episodeAsked is who is followed up, and the entry that is corrected, if one is.
type episodeAsked struct {
	appstudy.PersonFollowUps
	before outcome.Episode
}

type episodeStep = form.Step[episodeKey, episodeAsked, outcome.Episode]

// About is where they stand, for whatever asks whether they have died.
func (a episodeAsked) About() programme.Person {
	return programme.Person{Standing: a.PersonFollowUps.Standing}
}

// episodeForm records a stretch of acute care.
func (h *handlers) episodeForm() episodeStep {
	return ofEpisode(h, episodeStep{
		Path: "/follow-up/{participant}/episodes/new", Sends: authz.RecordEpisode,
		About: func(r *http.Request, _ authz.Actor) (episodeKey, error) {
			participant, err := route.ID[id.Participant](r, "participant")
			return episodeKey{participant: participant}, err
		},
		Look: func(ctx context.Context, who authz.Actor, k episodeKey) (episodeAsked, error) {
			f, err := h.toRecord(ctx, who, k.participant)
			return episodeAsked{PersonFollowUps: f}, err
		},
		Draw: func(f *form.Fields, a episodeAsked) form.View { return drawEpisode(f, a, "form") },
		Read: func(k episodeKey, s *form.Sent) outcome.Episode {
			e := readEpisode(s)
			e.Participant = k.participant
			return e
		},
		Send: func(ctx context.Context, who authz.Actor, k episodeKey, e outcome.Episode) error {
			return h.study.RecordEpisode(ctx, who, k.participant, e)
		},
		Then: saidOf[episodeKey, outcome.Episode]("episode.form.saved"),
	})
}

// episodeCorrection corrects an entry. What was entered by mistake keeps what it
// said; only where that is known from is asked.
func (h *handlers) episodeCorrection() episodeStep {
	return ofEpisode(h, episodeStep{
		Path: "/follow-up/{participant}/episodes/{episode}/correct", Sends: authz.CorrectEpisode,
		About: func(r *http.Request, _ authz.Actor) (episodeKey, error) {
			participant, err := route.ID[id.Participant](r, "participant")
			if err != nil {
				return episodeKey{}, err
			}
			e, err := route.ID[id.Episode](r, "episode")
			return episodeKey{participant, e}, err
		},
		Look: func(ctx context.Context, who authz.Actor, k episodeKey) (episodeAsked, error) {
			f, err := h.toRecord(ctx, who, k.participant)
			if err != nil {
				return episodeAsked{}, err
			}
			i := slices.IndexFunc(f.Episodes, func(e ledger.Received[outcome.Episode]) bool {
				return e.Fact.ID == k.episode &&
					!e.Fact.InError
			})
			if i < 0 {
				return episodeAsked{}, fault.Absent
			}
			return episodeAsked{f, f.Episodes[i].Fact}, nil
		},
		Draw: func(f *form.Fields, a episodeAsked) form.View {
			e, view := a.before, drawEpisode(f, a, "correct")
			view.Fields = append([]ui.Control{f.YesNo("in_error", "no")}, view.Fields...)
			view.Above = []ui.Control{ui.Heading(f.Words("correct.before")), ui.Facts(
				f.Words("list.kind"), f.Words("kind."+string(e.Kind)),
				f.Words("list.started"), f.Voice.ShortDay(e.StartedOn.Time()),
				f.Words("list.ended"), person.DayOr(f.Voice, e.EndedOn, f.Words("list.going_on")),
				f.Words("list.certainty"), f.Words("certainty."+string(e.Certainty)),
			)}
			return view
		},
		Read: func(k episodeKey, s *form.Sent) outcome.Episode {
			e := outcome.Episode{
				ID: id.Episode(s.ID), Source: outcome.Source(s.Text("source")), SourceNote: s.Text("source_note"), InError: true,
			}
			if !s.Ticked("in_error") {
				e = readEpisode(s)
			}
			e.Participant, e.Replaces = k.participant, k.episode
			return e
		},
		Send: func(ctx context.Context, who authz.Actor, k episodeKey, e outcome.Episode) error {
			return h.study.CorrectEpisode(ctx, who, k.participant, e)
		},
		Then: saidOf[episodeKey, outcome.Episode]("episode.correct.saved"),
	})
}

// ofEpisode completes a form about acute care.
func ofEpisode(h *handlers, s episodeStep) episodeStep {
	s.Noun, s.Draws, s.Looks, s.Home = "episode", form.Draws(h.kernel, "form/episode"), authz.SeeFollowUp, episodeKey.path
	s.Check = func(_ *form.Fields, a episodeAsked, e outcome.Episode) fault.Problems {
		return e.Check(a.Today, programme.InLife)
	}
	return s
}

// saidOf leads back to the person who is followed up, and says what was done.
func saidOf[K interface{ path() string }, F any](key string) func(authz.Actor, K, F) ui.Response {
	return func(_ authz.Actor, k K, _ F) ui.Response { return ui.Redirect(k.path()).Saying(key) }
}

// drawEpisode asks for a stretch of acute care. Where it was known from is asked
// again with every correction: nobody masked may read it.
func drawEpisode(f *form.Fields, a episodeAsked, words string) form.View {
	e := a.before
	return form.View{
		Window: f.Words(words + ".title"), Title: f.Words(words + ".title"), Back: ui.Link{Label: a.Identity.FullName(),
			Path: followUpPath(a.Participant)},
		Lead: f.Words(words+".lead", person.Born(f.Voice, a.Identity)),
		Fields: []ui.Control{
			f.Radios("kind", string(e.Kind), ui.Values(programme.EpisodeKinds())...),
			f.Day("started_on", e.StartedOn), f.Day("ended_on", e.EndedOn),
			f.Radios("certainty", string(e.Certainty), ui.Values(outcome.Certainties())...),
			f.Radios("source", "", ui.Values(outcome.Sources())...), f.Input("source_note", "").Complete("off"),
		},
		Save: ui.Button{Label: f.Words(words + ".save")}, Leave: ui.Link{Label: f.Words(words + ".leave")},
	}
}

func readEpisode(s *form.Sent) outcome.Episode {
	return outcome.Episode{
		ID: id.Episode(s.ID), Kind: programme.EpisodeKind(s.Text("kind")), StartedOn: s.Day("started_on", programme.InLife),
		EndedOn:   s.OptionalDay("ended_on", programme.InLife),
		Certainty: outcome.Certainty(s.Text("certainty")), Source: outcome.Source(s.Text("source")),
		SourceNote: s.Text("source_note"), Sure: s.Sure(),
	}
}
