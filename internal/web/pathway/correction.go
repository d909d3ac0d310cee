package pathway

import (
	"net/http"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/ledger"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

const ownCorrectionsPath = "/put-right"

// putRightOf is those ways for somebody's record.
func putRightOf(v say.Voice, p programme.Person, may, see bool) putRight {
	var r putRight
	link := func(topic pathway.Topic) ui.Link {
		return ui.Link{Label: v.Say("correction." + string(topic) + ".open"), Path: correctionPath(p.ID, topic)}
	}
	if may {
		r.Identity, r.Care = link(pathway.AboutIdentity), link(pathway.AboutCare)
	}
	if may && !p.Standing.Died() {
		r.Contact, r.Safety = link(pathway.AboutContact), link(pathway.AboutSafety)
	}
	if may && !p.Standing.Died() && p.State == programme.Referred {
		r.Answers = link(pathway.AboutEligibility)
	}
	if see {
		r.Made = ui.Link{Label: v.Say("correction.list.open"), Path: correctionsPath(p.ID)}
	}
	return r
}

// getCorrections handles GET /people/{participant}/put-right.
func (h *handlers) getCorrections(r *http.Request, who authz.Actor) (ui.Response, error) {
	participant, err := route.ID[id.Participant](r, "participant")
	if err != nil {
		return ui.Response{}, err
	}
	page := route.Page(r)
	found, err := h.care.ListCorrections(r.Context(), who, participant, page)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	list := ui.ListPage{
		Back:  ui.Link{Label: v.Say("person.home_note.back"), Path: person.Path(participant)},
		Title: v.Say("correction.list.title"), Lead: v.Say("correction.list.text", person.Name(v, found.Person)),
	}
	if found.Count == 0 && len(found.Undone) == 0 {
		list.Parts = append(list.Parts, ui.Empty{Title: v.Say("correction.list.none"),
			Text: v.Say("correction.list.none_text")})
	}
	for _, c := range found.Corrections {
		list.Parts = append(list.Parts, ui.Heading(v.Say("correction.topic."+string(c.Fact.Topic))),
			changesOf(v, route.Zone(r), found, c))
	}
	list.Parts = append(list.Parts, ui.Paginate(v, correctionsPath(participant), page, found.Count))
	for _, u := range found.Undone {
		list.Parts = append(list.Parts, ui.Heading(v.Say("undo.undone")), undoneFacts(v, route.Zone(r), u, found.Staff))
	}
	return list.Under(list.Title), nil
}

// changesOf is one correction: when and by whom, what each field said and says, and
// why.
func changesOf(v say.Voice, zone *time.Location, p appcare.CorrectionPage,
	c ledger.Received[pathway.Correction]) ui.SummaryList {
	f := person.Facts{Voice: v}
	f.Add("correction.list.when", v.Moment(c.At.In(zone)))
	f.Add("correction.list.who", p.Staff[id.Account(c.By)])
	f.Add("correction.list.why", c.Fact.Why)
	for _, x := range c.Fact.Changes() {
		was, is := changeWords(v, x)
		f.List.Lines = append(f.List.Lines, ui.SummaryLine{
			Key:    fieldWords(v, p.Definition, x.Field),
			Values: append([]string{v.Say("correction.list.was", was)}, strings.Split(v.Say("correction.list.is", is), "\n")...),
		})
	}
	return f.List
}

// fieldWords is what a field is called: a line of the definition as it was asked.
func fieldWords(v say.Voice, d programme.Definition, field string) string {
	key, is := strings.CutPrefix(field, "eligibility.")
	if !is {
		return v.Say("correction.field." + field)
	}
	if line, known := d.Line(key); known {
		return line.Text
	}
	return v.Say("correction.topic.eligibility") // of a version before
}

// changeWords is what a field said, and what it says.
func changeWords(v say.Voice, c pathway.Change) (was, is string) {
	words := func(text string, on programme.Date) string {
		switch {
		case !on.IsZero():
			return v.ShortDay(on.Time())
		case text == "":
			return v.Say("correction.list.nothing")
		case c.Choice:
			return choiceWords(v, c.Field, text)
		}
		return strings.ReplaceAll(text, "\n", ", ")
	}
	return words(c.Was, c.WasOn), words(c.Is, c.IsOn)
}

func choiceWords(v say.Voice, field, choice string) string {
	switch {
	case strings.HasPrefix(field, "eligibility."):
		return v.Say("referral.reply." + choice)
	case field == "contact.no_fixed_address":
		return v.Say("person.fact.no_fixed_address")
	case field == "contact.preferred_channel":
		return v.Say("contact.channel." + choice)
	}
	return v.Say("contact.safe." + choice)
}

// getOwnCorrections handles GET /put-right: what was put right about somebody, for
// themselves.
func (h *handlers) getOwnCorrections(r *http.Request, who authz.Actor) (ui.Response, error) {
	page := route.Page(r)
	found, count, err := h.care.ListOwnCorrections(r.Context(), who, page)
	if err != nil {
		return ui.Response{}, err
	}
	v, zone := route.Voice(r), route.Zone(r)
	table := ui.NewTable(v, "correction.own", "when", "who", "what")
	for _, c := range found {
		did := "correction.own.did." + string(c.Topic)
		if c.Undone != "" {
			did = "correction.own.undone." + string(c.Undone)
		}
		table.Rows = append(table.Rows, ui.Texts(v.Moment(c.At.In(zone)), whoLooked(v, c.Look), v.Say(did)))
	}
	return ui.ListPage{Title: v.Say("correction.own.title"), Lead: v.Say("correction.own.text"), Parts: []ui.Control{
		table, ui.Paginate(v, ownCorrectionsPath, page, count), ui.Quiet(v.Say("correction.own.ask")),
	}}.Render(), nil
}
