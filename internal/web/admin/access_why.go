package admin

import (
	"net/http"
	"slices"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/route"
	"footbridge.org/footbridge/internal/web/ui"
)

// A whyView answers by which rules a role may do something.
type whyView struct {
	Back        ui.Link
	Title, Text string
	Role        ui.Select
	Action      ui.Select
	Form        ui.Form
	Answer      string
	HowFar      string
	RulesTitle  string
	Rules       ui.Table
	Texts       []string // the rules in Cedar
	TextsLabel  ui.Details
}

var whyPage = ui.NewPage[whyView]("access_why")

// getWhy handles GET /access/why, where the other page's links carry an action,
// and POST /access/why, where its own form asks.
func (h *handlers) getWhy(r *http.Request, who authz.Actor) (ui.Response, error) {
	policy, err := h.admin.SeePolicy(r.Context(), who)
	if err != nil {
		return ui.Response{}, err
	}
	v, form := route.Voice(r), r.URL.Query()
	if r.Method == http.MethodPost {
		form = r.PostForm
	}
	view := whyForm(v, policy, form.Get("role"), form.Get("action"))
	role, action, ok := asked(form.Get("role"), form.Get("action"))
	if ok {
		view.answer(v, policy, role, action)
	}
	return whyPage.Render(view, view.Title), nil
}

func whyForm(v say.Voice, policy *authz.Policy, role, action string) whyView {
	f := ui.NewFields(v, "access.why", nil)
	var roles, actions []ui.Option
	for _, r := range shown() {
		roles = append(roles, ui.Option{Value: string(r), Label: v.Say("role." + string(r))})
	}
	for _, a := range told(policy, shown()) {
		actions = append(actions, ui.Option{Value: a.Name, Label: v.Say("action." + a.Name)})
	}
	return whyView{
		Back: ui.Link{Label: v.Say("access.why.back"), Path: "/access"}, Title: v.Say("access.why.title"),
		Text: v.Say("access.because_text"),
		Role: f.Select("role", role, roles...), Action: f.Select("action", action, actions...),
		Form: ui.Form{Action: "/access/why", Buttons: []ui.Button{{Label: v.Say("access.why.ask")}}},
	}
}

// asked reads a question. What there is no such role or action of is no question.
func asked(role, action string) (authz.Role, authz.Action, bool) {
	actions := authz.Actions()
	i := slices.IndexFunc(actions, func(a authz.Action) bool { return a.Name == action })
	if i < 0 || !slices.Contains(shown(), authz.Role(role)) {
		return "", authz.Action{}, false
	}
	return authz.Role(role), actions[i], true
}

func (w *whyView) answer(v say.Voice, policy *authz.Policy, role authz.Role, action authz.Action) {
	who, what := v.Say("role."+string(role)), v.Say("action."+action.Name)
	rules := policy.Why(role, action)
	if len(rules) == 0 {
		w.Answer, w.HowFar = v.Say("access.why.not_allowed", who, what), v.Say("access.why.none")
		return
	}
	w.Answer = v.Say("access.why.allowed", who, what)
	w.HowFar = v.Say("access.why.how_far", howFar(v, policy.Reach(role, action)))
	w.RulesTitle, w.Rules = v.Say("access.why.rules"), rulesTable(v, rules)
	w.TextsLabel = ui.Details{Label: v.Say("access.text")}
	for _, rule := range rules {
		w.Texts = append(w.Texts, rule.Text)
	}
}
