package web_test

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	appcare "footbridge.org/footbridge/internal/app/care"
	apppeople "footbridge.org/footbridge/internal/app/people"
	"footbridge.org/footbridge/internal/app/post"
	appstudy "footbridge.org/footbridge/internal/app/study"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/jobs"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// sentTo are those whom a message of a kind goes to. A new kind is in no list, and fails.
var sentTo = map[string][]authz.Role{
	jobs.NoticeWorry:       {authz.Supervisor, authz.Lead},
	jobs.NoticeWorryMore:   {authz.Supervisor, authz.Lead},
	jobs.NoticeSupport:     {authz.Supervisor, authz.Lead},
	jobs.NoticeSupported:   {authz.PeerWorker},
	jobs.NoticeLife:        {authz.Supervisor, authz.Lead},
	jobs.NoticeWorker:      {authz.PeerWorker},
	jobs.NoticeLight:       {authz.PeerWorker},
	jobs.NoticeMistaken:    {authz.PeerWorker},
	jobs.NoticeVisit:       {authz.PeerWorker},
	jobs.NoticeOwnVisit:    {authz.Participant},
	jobs.NoticeCover:       {authz.PeerWorker},
	jobs.NoticeCovered:     {authz.Supervisor, authz.Lead},
	jobs.NoticeOwnCover:    {authz.Participant},
	jobs.NoticeCalledOff:   {authz.PeerWorker},
	jobs.NoticeOver:        {authz.PeerWorker},
	jobs.NoticeAskFirst:    {authz.PeerWorker},
	jobs.NoticeAskStop:     {authz.Lead, authz.Coordinator},
	jobs.NoticeSettled:     {authz.PeerWorker},
	jobs.NoticeAskUnled:    {authz.Supervisor},
	jobs.NoticeApart:       {authz.PeerWorker, authz.Lead, authz.Coordinator, authz.Supervisor},
	jobs.NoticePlanned:     {authz.Participant},
	jobs.NoticeOwnOff:      {authz.Participant},
	jobs.NoticeOwnOn:       {authz.Participant},
	jobs.NoticeOwnStays:    {authz.Participant},
	jobs.NoticeMatch:       {authz.PeerWorker},
	jobs.NoticeOwnMatch:    {authz.Participant},
	jobs.NoticeMatchEnd:    {authz.PeerWorker},
	jobs.NoticeOwnMatchEnd: {authz.Participant},
	jobs.NoticeMatchUndone: {authz.PeerWorker},
	jobs.NoticeMatchAsked:  {authz.Supervisor, authz.Lead},
	jobs.NoticeDeparture:   {authz.Supervisor, authz.Lead},

	jobs.NoticeCard:        {authz.Participant},
	jobs.NoticeStopped:     {authz.Participant},
	jobs.NoticeSignedOut:   {authz.Participant},
	jobs.NoticeNumber:      {authz.Participant},
	jobs.NoticeChosen:      {authz.Participant},
	jobs.NoticePhone:       {authz.Participant},
	jobs.NoticeHanded:      {authz.Lead},
	jobs.NoticeHandedWorry: {authz.Lead, authz.Supervisor},
	jobs.NoticeNobodyLeads: {authz.Administrator},
	jobs.NoticeGranted:     {authz.Governance},
	jobs.NoticeSupervision: {authz.Supervisor, authz.Lead},

	jobs.NoticeFollowUp: {authz.Assessor},

	jobs.SendSignIn:        everybody(),
	jobs.Welcome:           everybody(),
	jobs.NoticeReaddressed: everybody(),
	jobs.NoticeAgain:       everybody(),
}

func everybody() []authz.Role { return append(authz.Roles(), authz.Participant) }

// silent are the kinds of due work that send nobody anything themselves.
var silent = []string{jobs.AnswerAttempt, jobs.Verify, jobs.DropDraft, jobs.TellWorry, jobs.ReleaseWorries,
	jobs.TellNewcomer, jobs.DropAttempts, jobs.MoveAway, jobs.TellLife, jobs.RemindSupervision, jobs.FallDue}

func messages() []post.Message {
	return slices.Concat(appcare.Messages(), apppeople.Messages(), appstudy.Messages())
}

// A message says that something is there: so whoever is sent one may open the page that it
// leads to, and nobody masked is sent one that leads to what reveals an arm.
func TestWhoIsSentAMessageMayOpenWhatItLeadsTo(t *testing.T) {
	w := tellOfTwo(t, storetest.SQLiteMigrated(t, story.Migrated), asGiven)
	service := w.Web("http://footbridge.example.org")
	kinds := slices.Sorted(maps.Keys(service.Works()))
	known := slices.Concat(silent, slices.Collect(maps.Keys(sentTo)))
	if slices.Sort(known); !slices.Equal(kinds, known) {
		t.Errorf("there is due work of the kinds\n%v\nand it is known who is sent\n%v", kinds, known)
	}
	asks := map[string]authz.Action{}
	for _, rt := range service.Routes() {
		if rt.Method == http.MethodGet {
			asks[rt.Pattern] = rt.Action
		}
	}
	for _, m := range messages() {
		if slices.Contains(silent, m.Kind) || len(sentTo[m.Kind]) == 0 {
			t.Errorf("nobody says who is sent %s", m.Kind)
		}
		action, is := asks[m.Page]
		if m.Page == "" || m.Page == "/sign-in" {
			continue
		}
		for _, r := range sentTo[m.Kind] {
			may := len(w.Kernel.Policy().Reach(r, action)) > 0
			masked := slices.Contains(authz.MaskedRoles(), r) && action.RevealsArm()
			if !is || !may || masked {
				t.Errorf("%s goes to %s, who may not open %s", m.Kind, r, m.Page)
			}
		}
	}
}

// And nobody else is sent one, in a story of a year.
func TestNobodyIsSentAMessageOfAKindThatIsNotForThem(t *testing.T) {
	storetest.InTheWholeRun(t)
	w := tellOfTwo(t, storetest.SQLiteMigrated(t, story.Migrated), asGiven)
	for range 6 {
		w.later(60 * 24 * time.Hour)
		w.Works()
	}
	told := map[string][]authz.Role{}
	for _, m := range messages() {
		subject := say.English().Say(m.Key + ".subject")
		told[subject] = append(told[subject], sentTo[m.Kind]...)
	}
	roles := w.rolesByAddress()
	seen := map[string]bool{}
	for _, m := range w.Outbox.List() {
		seen[m.Subject] = true
		if !slices.ContainsFunc(roles[m.To], func(r authz.Role) bool { return slices.Contains(told[m.Subject], r) }) {
			t.Errorf("%q was sent to %s, who is %v and not one of %v", m.Subject, m.To, roles[m.To], told[m.Subject])
		}
	}
	if len(seen) < 8 {
		t.Errorf("only %d kinds of message were sent", len(seen))
	}
}

// rolesByAddress are the roles of everybody who is sent anything.
func (w *world) rolesByAddress() map[string][]authz.Role {
	w.t.Helper()
	roles := map[string][]authz.Role{}
	for _, p := range []*story.Person{w.sam, w.jo, w.back[0], w.back[1]} {
		roles[p.Email()] = []authz.Role{authz.Participant}
	}
	only := programme.Page{Number: 1}
	staff, err := w.People.ListStaff(context.Background(), w.Admin.Actor(), only, identity.StaffOnly{})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, m := range staff.Members {
		for _, g := range m.Grants {
			roles[strings.ToLower(m.Email)] = append(roles[strings.ToLower(m.Email)], g.Role)
		}
	}
	return roles
}
