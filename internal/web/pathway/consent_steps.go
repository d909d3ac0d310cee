package pathway

import (
	"context"
	"strconv"

	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/form"
	weblife "footbridge.org/footbridge/internal/web/life"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// consentForms are the steps about taking part that have a page of their own.
func (h *handlers) consentForms() []route.Route {
	return form.Routes(h.inviteForm(), h.recordConsentForm(), h.declineForm(), h.withdrawForm())
}

func (h *handlers) ownConsentForms() []route.Route {
	return form.Routes(h.agreeForm(), h.sayNoForm(), h.stopForm())
}

func (h *handlers) inviteForm() consentForm[pathway.Invitation] {
	return takenByStaff(h, "invite", consentForm[pathway.Invitation]{
		Noun: "invitation", Sends: authz.Invite,
		May: func(r appcare.ConsentRecord) bool { return r.May.Invite },
		Draw: func(f *form.Fields, r appcare.ConsentRecord) form.View {
			view := staffView(f, r,
				f.RadiosSaid("how", "", "consent.way.", ui.Values(pathway.InvitationMethods())...),
				f.Day("on", r.Today),
				f.Carried("sheet_version", strconv.Itoa(r.Definition.InformationSheet.Version)),
			)
			view.Above = append(person.GoesOnAbove(f.Voice, f.Zone, r.GoingOn), sheet(f, r, "invitation.sheet")...)
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) pathway.Invitation {
			return pathway.Invitation{
				ID: id.Invitation(s.ID), On: s.Day("on", programme.InCourse),
				How:          pathway.InvitationMethod(s.Text("how")),
				SheetVersion: max(0, s.Number("sheet_version")), // none is a version that nobody gives
				Sure:         s.Sure(),
			}
		},
		Send: h.care.Invite,
	})
}

func (h *handlers) recordConsentForm() consentForm[consentSent] {
	return takenByStaff(h, "record", consentForm[consentSent]{
		Noun: "consent.form", Sends: authz.RecordConsent,
		May: func(r appcare.ConsentRecord) bool { return r.May.Consent || r.May.ConsentBefore },
		Draw: func(f *form.Fields, r appcare.ConsentRecord) form.View {
			how := f.RadiosSaid("how", "", "consent.taking.", ui.Values(pathway.ConsentMethods())...)
			how.Options[len(how.Options)-1].Detail = f.Input("witness", "").Complete("off")
			items := askItems(f, r, func(item programme.ConsentItem) string {
				return f.Words(needed(item), item.Version)
			})
			if r.Person.State == programme.WithoutVisits {
				items = append(items, f.Checkboxes("visits_again", nil, "yes"))
			}
			view := staffView(f, r, append(items, how, f.Day("at", r.Today))...)
			view.Above = aboveAnswers(f, r, "consent", "invitation.sheet")
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) consentSent {
			sent := readConsent(s)
			sent.How, sent.Witness = pathway.ConsentMethod(s.Text("how")), s.Text("witness")
			sent.At, sent.Sure = s.Beginning("at", programme.InCourse), s.Sure()
			return sent
		},
		Send: func(ctx context.Context, who authz.Actor, participant id.Participant, sent consentSent) error {
			if sent.visitsAgain {
				return h.care.RecordVisitsAgain(ctx, who, participant, sent.Consent)
			}
			return h.care.RecordConsent(ctx, who, participant, sent.Consent)
		},
		Instead: func(f *form.Fields, r appcare.ConsentRecord, err error) (ui.Response, bool) {
			return stopped(f, err, staffMoved(f, r.Person.ID, r, err))
		},
	})
}

// needed says whether somebody has to say yes to item to take part.
func needed(item programme.ConsentItem) string {
	if item.Required {
		return "needed"
	}
	return "chosen"
}

func (h *handlers) declineForm() consentForm[pathway.Declining] {
	return takenByStaff(h, "no", consentForm[pathway.Declining]{
		Noun: "declining", Sends: authz.RecordDeclining,
		May: func(r appcare.ConsentRecord) bool { return r.May.SayNo },
		Draw: func(f *form.Fields, r appcare.ConsentRecord) form.View {
			view := staffView(f, r, f.Day("on", r.Today), f.Textarea("reason", "").Room(3), saysNoThere(f, r))
			if stops := r.StopsThere(); stops != "" {
				view.Fields = append(view.Fields, f.Basis("stops", stops))
			}
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) pathway.Declining {
			return pathway.Declining{ID: id.Declining(s.ID), On: s.Day("on", programme.InCourse),
				Reason: s.Paragraphs("reason"), Also: form.List[id.Participant](s, "also"), Stops: s.Text("stops")}
		},
		Send: h.care.RecordDeclining,
	})
}

func (h *handlers) withdrawForm() consentForm[pathway.Withdrawal] {
	return takenByStaff(h, "stop", consentForm[pathway.Withdrawal]{
		Noun: "withdrawal", Sends: authz.RecordWithdrawal,
		NounOf: func(r appcare.ConsentRecord) string {
			if r.StopsBefore() {
				return "withdrawal.before"
			}
			return "withdrawal"
		},
		May: func(r appcare.ConsentRecord) bool { return r.May.Stop },
		Draw: func(f *form.Fields, r appcare.ConsentRecord) form.View {
			view := staffView(f, r, scopes(f, r), f.Day("on", r.Today), f.Textarea("reason", "").Room(3),
				stopsThere(f, r), f.Basis("stops", r.Stops()))
			switch {
			case len(r.Planned) > 0:
				view.Above = []ui.Control{ui.Text(f.Words("cancels", len(r.Planned), f.Voice.Days(r.Planned)))}
			case !r.SeeVisits && !r.StopsBefore():
				view.Above = []ui.Control{ui.Text(f.Words("cancels_any"))}
				if r.Person.Study {
					view.Above = append(view.Above, ui.Text(f.Words("not_shown")))
				}
			}
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) pathway.Withdrawal {
			return pathway.Withdrawal{ID: id.Withdrawal(s.ID), Scope: pathway.Scope(s.Text("scope")), On: s.Day("on",
				programme.InCourse),
				Reason: s.Paragraphs("reason"), Stops: s.Text("stops"), Also: form.List[id.Participant](s, "also")}
		},
		Send: h.care.RecordWithdrawal,
	})
}

// saysNoThere is holdsThere of a no. Where they take part it would stop everything, which nobody
// does without meaning it: there it isn't ticked.
func saysNoThere(f *form.Fields, r appcare.ConsentRecord) ui.Control {
	return holdsThere(f, r, r.Joined, func(o appcare.JoinedStop) bool { return o.SaysNo })
}

// stopsThere is holdsThere of a stop, which is no answer where they have yet to give one.
func stopsThere(f *form.Fields, r appcare.ConsentRecord) ui.Control {
	var list []appcare.JoinedStop
	for _, o := range r.Joined {
		if o.SaysNo = false; o.Stops {
			list = append(list, o)
		}
	}
	return holdsThere(f, r, list, func(appcare.JoinedStop) bool { return true })
}

// holdsThere asks whether it holds in other records of theirs that it would change, some of them
// ticked to begin with.
func holdsThere(f *form.Fields, r appcare.ConsentRecord, joined []appcare.JoinedStop,
	isTicked func(appcare.JoinedStop) bool) ui.Control {
	var ticked []string
	for _, o := range joined {
		if isTicked(o) {
			ticked = append(ticked, string(o.ID))
		}
	}
	also := f.Checkboxes("also", ticked)
	for _, o := range joined {
		hint := f.Words("also.does")
		switch {
		case o.SaysNo:
			hint = f.Words("also.says_no")
		case len(o.Planned) > 0:
			hint = f.Words("also.cancels", len(o.Planned), f.Voice.Days(o.Planned))
		case !o.SeeVisits:
			hint = f.Words("cancels_any")
		}
		also.Options = append(also.Options, ui.Option{Value: string(o.ID), Hint: hint,
			Label: weblife.OtherRecord(f.Voice, f.Zone, o.Person, r.Records)})
	}
	return form.If(len(also.Options) > 0, also)
}

func (h *handlers) agreeForm() consentForm[pathway.Consent] {
	return takenByThemselves(h, "agree", consentForm[pathway.Consent]{
		Noun: "my_consents.agree_form", Sends: authz.Agree,
		May: func(r appcare.ConsentRecord) bool { return r.May.Consent },
		Draw: func(f *form.Fields, r appcare.ConsentRecord) form.View {
			view := ownView(f, r, askItems(f, r,
				func(item programme.ConsentItem) string { return f.Words(needed(item)) })...)
			view.Above = aboveAnswers(f, r, "my_consents", "my_consents.read")
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) pathway.Consent {
			return pathway.Consent{ID: id.Consent(s.ID), Items: readItems(s)}
		},
		Send: h.care.Agree,
		Instead: func(f *form.Fields, r appcare.ConsentRecord, err error) (ui.Response, bool) {
			return stopped(f, err, ownMoved(f, r.Person.ID, r, err))
		},
	})
}

func (h *handlers) sayNoForm() consentForm[pathway.Declining] {
	return takenByThemselves(h, "no", consentForm[pathway.Declining]{
		Noun: "my_consents.no_form", Sends: authz.SayNo,
		May: func(r appcare.ConsentRecord) bool { return r.May.SayNo },
		Draw: func(f *form.Fields, r appcare.ConsentRecord) form.View {
			view := ownView(f, r, f.Textarea("reason", "").Room(3))
			view.Above = append(staysElsewhere(f, r), sheet(f, r, "my_consents.read")...)
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) pathway.Declining {
			return pathway.Declining{ID: id.Declining(s.ID), Reason: s.Paragraphs("reason")}
		},
		Send: h.care.SayNo,
	})
}

// stopForm has other words for somebody who has no visits left to stop.
func (h *handlers) stopForm() consentForm[pathway.Withdrawal] {
	return takenByThemselves(h, "stop", consentForm[pathway.Withdrawal]{
		Noun: "my_consents.stop_form", Sends: authz.Withdraw,
		NounOf: func(r appcare.ConsentRecord) string {
			switch {
			case r.StopsBefore():
				return "my_consents.stop_before_form"
			case r.May.StopVisits:
				return "my_consents.stop_form"
			}
			return "my_consents.stop_all_form"
		},
		May: func(r appcare.ConsentRecord) bool { return r.May.Stop },
		Draw: func(f *form.Fields, r appcare.ConsentRecord) form.View {
			view := ownView(f, r, scopesHere(f, r), f.Textarea("reason", "").Room(3), f.Basis("stops", r.Stops()))
			view.Above = staysElsewhere(f, r)
			return view
		},
		Read: func(_ id.Participant, s *form.Sent) pathway.Withdrawal {
			return pathway.Withdrawal{ID: id.Withdrawal(s.ID), Scope: pathway.Scope(s.Text("scope")),
				Reason: s.Paragraphs("reason"), Stops: s.Text("stops")}
		},
		Send: h.care.Withdraw,
	})
}
