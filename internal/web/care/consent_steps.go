package care

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/ui"
)

// The steps that staff take for somebody.
var (
	inviteStep = consentStepForm{
		name: "invite", noun: "invitation", saved: "invitation.saved", order: []string{"on", "how"},
		may: func(s appcare.ConsentSteps) bool { return s.Invite },
		send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, s consentSent) error {
			sheet, _ := strconv.Atoi(s.text("sheet_version")) // none is a version that nobody gives
			return h.care.Invite(r.Context(), who, participant, pathway.Invitation{
				ID: id.Invitation(s.id), On: s.date("on"), How: pathway.Way(s.text("how")), SheetVersion: sheet,
			})
		},
		ask: func(a consentAsked, view *consentFormView) {
			version := strconv.Itoa(a.record.Definition.InformationSheet.Version)
			view.Form.Hidden = append(view.Form.Hidden, ui.Hidden{Name: "sheet_version", Value: version})
			view.On = a.day("on")
			view.How = a.choice("how", "consent.way.", ui.Values(pathway.Ways()))
		},
	}
	recordStep = consentStepForm{
		name: "record", noun: "consent.form", saved: "consent.form.saved", order: []string{"items.", "how", "witness", "at"},
		may: func(s appcare.ConsentSteps) bool { return s.Consent },
		send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, s consentSent) error {
			return h.care.RecordConsent(r.Context(), who, participant, pathway.Consent{
				ID: id.Consent(s.id), Items: s.items(), How: pathway.Taking(s.text("how")), Witness: s.text("witness"), At: s.beginning("at"),
			})
		},
		ask: func(a consentAsked, view *consentFormView) {
			view.Items = a.items(&view.Form)
			view.How = a.choice("how", "consent.taking.", ui.Values(pathway.Takings()))
			view.How.Options[len(view.How.Options)-1].Detail = a.fields.Input("witness", a.sent.text("witness")).Complete("off")
			view.On = a.day("at")
		},
	}
	noStep = consentStepForm{
		name: "no", noun: "declining", saved: "declining.saved", order: []string{"on", "reason"},
		may: func(s appcare.ConsentSteps) bool { return s.SayNo },
		send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, s consentSent) error {
			return h.care.RecordDeclining(r.Context(), who, participant, pathway.Declining{ID: id.Declining(s.id), On: s.date("on"), Reason: s.text("reason")})
		},
		ask: func(a consentAsked, view *consentFormView) {
			view.Sheet = ui.Link{}
			view.On, view.Reason = a.day("on"), a.fields.Textarea("reason", a.sent.text("reason")).Room(3)
		},
	}
	stopStep = consentStepForm{
		name: "stop", noun: "withdrawal", saved: "withdrawal.saved", order: []string{"scope", "on", "reason"},
		may: func(s appcare.ConsentSteps) bool { return s.Stop },
		send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, s consentSent) error {
			return h.care.RecordWithdrawal(r.Context(), who, participant, pathway.Withdrawal{
				ID: id.Withdrawal(s.id), Scope: pathway.Scope(s.text("scope")), On: s.date("on"), Reason: s.text("reason"),
			})
		},
		ask: func(a consentAsked, view *consentFormView) {
			view.Sheet = ui.Link{}
			view.Scope, view.On = a.scopes(), a.day("on")
			view.Reason = a.fields.Textarea("reason", a.sent.text("reason")).Room(3)
		},
	}
)

// The steps that somebody takes for themselves.
var (
	ownAgreeStep = consentStepForm{
		name: "agree", noun: "my_consents.agree_form", saved: "my_consents.agree_form.saved", own: true, order: []string{"items."},
		may: func(s appcare.ConsentSteps) bool { return s.Consent },
		send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, s consentSent) error {
			return h.care.Agree(r.Context(), who, participant, pathway.Consent{ID: id.Consent(s.id), Items: s.items()})
		},
		ask: func(a consentAsked, view *consentFormView) { view.Items = a.items(&view.Form) },
	}
	ownNoStep = consentStepForm{
		name: "no", noun: "my_consents.no_form", saved: "my_consents.no_form.saved", own: true, order: []string{"reason"},
		may: func(s appcare.ConsentSteps) bool { return s.SayNo },
		send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, s consentSent) error {
			return h.care.SayNo(r.Context(), who, participant, pathway.Declining{ID: id.Declining(s.id), Reason: s.text("reason")})
		},
		ask: func(a consentAsked, view *consentFormView) {
			view.Reason = a.fields.Textarea("reason", a.sent.text("reason")).Room(3)
		},
	}
	ownStopStep = consentStepForm{
		name: "stop", noun: "my_consents.stop_form", nounAll: "my_consents.stop_all_form", saved: "my_consents.stop_form.saved", own: true, order: []string{"scope", "reason"},
		may: func(s appcare.ConsentSteps) bool { return s.Stop },
		send: func(h *handlers, r *http.Request, who authz.Actor, participant id.Participant, s consentSent) error {
			return h.care.Withdraw(r.Context(), who, participant, pathway.Withdrawal{ID: id.Withdrawal(s.id), Scope: pathway.Scope(s.text("scope")), Reason: s.text("reason")})
		},
		ask: func(a consentAsked, view *consentFormView) {
			view.Sheet, view.Scope = ui.Link{}, a.scopes()
			view.Reason = a.fields.Textarea("reason", a.sent.text("reason")).Room(3)
		},
	}
)

// items reads the answers, in an order that does not change when the form is
// sent again. Each carries the version whose words were on the page.
func (s consentSent) items() []pathway.ItemAnswer {
	var list []pathway.ItemAnswer
	for name := range s.values {
		key, is := strings.CutPrefix(name, "items.")
		if reply := s.text(name); is && (reply == "yes" || reply == "no") {
			version, _ := strconv.Atoi(s.text("version." + key))
			list = append(list, pathway.ItemAnswer{Item: key, Version: version, Given: reply == "yes"})
		}
	}
	slices.SortFunc(list, func(a, b pathway.ItemAnswer) int { return strings.Compare(a.Item, b.Item) })
	return list
}

// beginning reads a day as the moment at which it began where the organisation is.
func (s consentSent) beginning(name string) time.Time {
	d := s.date(name)
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, s.zone).UTC()
}

// day asks for a day, and offers today.
func (a consentAsked) day(name string) ui.DateInput {
	typed := ui.ReadDate(a.sent.values, name)
	if _, sent := a.sent.values[name+".day"]; !sent {
		typed = ui.Typed(a.record.Today)
	}
	return a.fields.Date(name, typed)
}

// choice offers values whose words stand under prefix.
func (a consentAsked) choice(name, prefix string, values []string) ui.Radios {
	r := a.fields.Radios(name, a.sent.text(name))
	for _, value := range values {
		r.Options = append(r.Options, ui.Option{Value: value, Label: a.v.Say(prefix + value)})
	}
	return r
}

// scopes offers how far to stop, as far as there is anything left to stop.
func (a consentAsked) scopes() ui.Radios {
	values := ui.Values(pathway.Scopes())
	if !a.record.May.StopVisits {
		values = []string{string(pathway.Wholly)}
	}
	return a.fields.Radios("scope", a.sent.text("scope"), values...)
}

// items asks each item of the programme's version, with what was said last
// time where there was one. The version whose words stand there goes along.
func (a consentAsked) items(form *ui.Form) []ui.YesNo {
	_, sent := a.sent.values["id"]
	var list []ui.YesNo
	for i, item := range a.record.Definition.Consent {
		name := "items." + item.Key
		y := ui.YesNo{Name: name, Legend: a.v.Say("consent.form.numbered", i+1, item.Text), Hint: a.needed(item), Error: a.fields.Error(name), Value: a.sent.text(name)}
		if !sent && a.record.Standing.TakesPart {
			y.Value = "no"
			if a.record.Standing.Agrees(item.Key) {
				y.Value = "yes"
			}
		}
		list = append(list, y)
		form.Hidden = append(form.Hidden, ui.Hidden{Name: "version." + item.Key, Value: strconv.Itoa(item.Version)})
	}
	return list
}

// needed says whether somebody has to say yes to item to take part.
func (a consentAsked) needed(item programme.ConsentItem) string {
	word := "chosen"
	if item.Required {
		word = "needed"
	}
	if a.own {
		return a.v.Say("my_consents.agree_form." + word)
	}
	return a.v.Say("consent.form."+word, item.Version)
}
