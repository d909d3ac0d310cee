package admin

import (
	"net/http"
	"strconv"
	"time"

	appadmin "footbridge.org/footbridge/internal/app/admin"
	"footbridge.org/footbridge/internal/audit"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A systemView is how the installation stands.
type systemView struct {
	Title         string
	Program       ui.SummaryList
	Work          ui.SummaryList
	SigningIn     ui.SummaryList
	Stuck         ui.Callout
	Full          ui.Callout
	Verify        ui.Form
	Verifications ui.Table
	Faulty        ui.Callout
	Backups       ui.Table
	Late          ui.Callout
	Failed        ui.Callout
	Help          ui.Table
}

var systemPage = ui.NewPage[systemView]("system")

// getSystem handles GET /system.
func (h *handlers) getSystem(r *http.Request, who authz.Actor) (ui.Response, error) {
	s, err := h.admin.SeeSystem(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v := route.Voice(r)
	view := systemView{
		Title: v.Say("system.title"), Program: programFacts(r, s), Work: workFacts(v, s),
		SigningIn: signInFacts(v, s.SigningIn),
		Verify: ui.Form{Action: "/system/verify",
			Buttons: []ui.Button{{Label: v.Say("system.verify.button"), Kind: ui.Secondary}}},
		Verifications: verificationsTable(r, s.Verifications), Help: uncheckedTable(v, s.Unchecked),
	}
	view.Backups, view.Late, view.Failed = backupsTable(r, s), lateBackup(v, s), failedBackup(r, s)
	if s.Room.Low {
		view.Full = ui.Callout{Title: v.Say("system.full"), Texts: []string{v.Say("system.full_text", v.Size(s.Room.Margin))}}
	}
	if s.Due.Stuck > 0 {
		view.Stuck = ui.Callout{Title: v.Say("system.stuck"), Texts: []string{v.Say("system.stuck_text")}}
	}
	if newest, ok := latest(s.Verifications); ok && !newest.Whole() {
		view.Faulty = ui.Callout{Title: v.Say("system.verify.faults", int(newest.Faults)),
			Texts: []string{v.Say("system.verify.faults_text")}}
	}
	return systemPage.Render(view, view.Title), nil
}

// latest is the newest verification that has finished.
func latest(list []audit.Verification) (audit.Verification, bool) {
	for _, v := range list {
		if !v.FinishedAt.IsZero() {
			return v, true
		}
	}
	return audit.Verification{}, false
}

func programFacts(r *http.Request, s appadmin.State) ui.SummaryList {
	v := route.Voice(r)
	facts := ui.Facts(
		v.Say("system.version"), s.Version, v.Say("system.engine"), v.Say("system.engines."+s.Engine),
		v.Say("system.schema"), strconv.FormatInt(s.Schema, 10),
	)
	if s.Room.Known {
		free := ui.SummaryLine{Key: v.Say("system.free"), Value: v.Size(s.Room.Free)}
		if s.Room.Low {
			free.Tag = ui.Tag{Label: v.Say("system.look"), State: ui.Attention}
		}
		facts.Lines = append(facts.Lines, free)
	}
	key := ui.SummaryLine{Key: v.Say("system.key")}
	switch change := s.Rotation; {
	case change.ID == "":
		return facts
	case change.Underway():
		key.Value = v.Say("system.key_underway", change.Done, change.Keys)
		key.Tag = ui.Tag{Label: v.Say("system.verify.underway"), State: ui.Underway}
	default:
		key.Value = v.Say("system.key_changed", v.Moment(change.EndedAt.In(route.Zone(r))), change.From)
	}
	facts.Lines = append(facts.Lines, key)
	return facts
}

func workFacts(v say.Voice, s appadmin.State) ui.SummaryList {
	stuck := ui.SummaryLine{Key: v.Say("system.stuck"), Value: strconv.Itoa(s.Due.Stuck)}
	if s.Due.Stuck > 0 {
		stuck.Tag = ui.Tag{Label: v.Say("system.look"), State: ui.Attention}
	}
	return ui.SummaryList{Lines: []ui.SummaryLine{{Key: v.Say("system.open"), Value: strconv.Itoa(s.Due.Open)}, stuck}}
}

// signInFacts is what was attempted at the door in the last day.
func signInFacts(v say.Voice, t identity.Tally) ui.SummaryList {
	spent := ui.SummaryLine{Key: v.Say("system.sign_in.spent"), Value: strconv.Itoa(t.Spent)}
	if t.Spent > 0 {
		spent.Tag = ui.Tag{Label: v.Say("system.look"), State: ui.Attention}
	}
	facts := ui.Facts(v.Say("system.sign_in.asked"), strconv.Itoa(t.Asked), v.Say("system.sign_in.wrong"),
		strconv.Itoa(t.Wrong))
	facts.Lines = append(facts.Lines, spent)
	return facts
}

func verificationsTable(r *http.Request, list []audit.Verification) ui.Table {
	v, zone := route.Voice(r), route.Zone(r)
	t := ui.Table{
		Caption: v.Say("system.verify.caption"), Columns: []ui.Column{{Label: v.Say("system.verify.when")},
			{Label: v.Say("system.verify.found")}},
		Empty: ui.Empty{Text: v.Say("system.verify.never")},
	}
	for _, one := range list {
		found := ui.Cell{Tag: ui.Tag{Label: v.Say("system.verify.whole"), State: ui.Done}}
		switch {
		case one.FinishedAt.IsZero():
			found.Tag = ui.Tag{Label: v.Say("system.verify.underway"), State: ui.Underway}
		case !one.Whole():
			found.Tag = ui.Tag{Label: v.Say("system.verify.faults", int(one.Faults)), State: ui.Attention}
		}
		if !one.FinishedAt.IsZero() {
			found.Note = v.Say("system.verify.walked", one.Entries, one.Rows)
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: v.Moment(one.AskedAt.In(zone))}, found}})
	}
	return t
}

func backupsTable(r *http.Request, s appadmin.State) ui.Table {
	v, zone := route.Voice(r), route.Zone(r)
	t := ui.Table{
		Caption: v.Say("system.backup.caption"), Columns: []ui.Column{{Label: v.Say("system.backup.when")},
			{Label: v.Say("system.backup.size")}, {Label: v.Say("system.backup.found")}},
		Empty: ui.Empty{Text: v.Say("system.backup.never")},
	}
	for _, b := range s.Backups.Made {
		found := ui.Tag{Label: v.Say("system.verify.whole"), State: ui.Done}
		if !b.Whole() {
			found = ui.Tag{Label: v.Say("system.verify.faults", int(b.Faults)), State: ui.Attention}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Text: v.Moment(b.At.In(zone)), Note: ago(v, s.Now.Sub(b.At))},
			{Text: v.Size(b.Size)}, {Tag: found, Note: v.Say("system.verify.walked", b.Entries, b.Rows)},
		}})
	}
	return t
}

func lateBackup(v say.Voice, s appadmin.State) ui.Callout {
	if !s.Backups.Late(s.Now) {
		return ui.Callout{}
	}
	return ui.Callout{Title: v.Say("system.backup.late"), Texts: []string{v.Say("system.backup.late_text")}}
}

// failedBackup says what kept the latest from being made, until one is.
func failedBackup(r *http.Request, s appadmin.State) ui.Callout {
	if !s.Backups.StillFails() {
		return ui.Callout{}
	}
	v, failed := route.Voice(r), s.Backups.Failed
	why := "fault.internal"
	if say.Has(failed.Failed) {
		why = failed.Failed
	}
	return ui.Callout{Title: v.Say("system.backup.failed"),
		Texts: []string{v.Say(why), v.Say("system.backup.failed_at", v.Moment(failed.At.In(route.Zone(r))))}}
}

func uncheckedTable(v say.Voice, lines []programme.HelpLine) ui.Table {
	t := ui.Table{
		Caption: v.Say("system.help.text"), Columns: []ui.Column{{Label: v.Say("system.help.line")},
			{Label: v.Say("system.help.review_by")}},
		Empty: ui.Empty{Text: v.Say("system.help.fine")},
	}
	for _, l := range lines {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Text: l.Title, Tag: ui.Tag{Label: v.Say("system.look"), State: ui.Attention}},
			{Text: v.ShortDay(l.ReviewBy.Time())},
		}})
	}
	return t
}

// postVerify handles POST /system/verify. The walk is due work: the page can
// be left, and shows what was found when it is opened again.
func (h *handlers) postVerify(r *http.Request, who authz.Actor) (ui.Response, error) {
	return ui.Redirect("/system").Saying("system.verify.asked"), h.admin.AskVerification(r.Context(), who)
}

// ago says an age in hours, from two days on in days.
func ago(v say.Voice, age time.Duration) string {
	if hours := int(age.Hours()); hours < 48 {
		return v.Say("system.backup.hours_ago", hours)
	}
	return v.Say("system.backup.days_ago", int(age.Hours())/24)
}
