package pathway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/webtest"
)

func TestAWrongNumberIsPutRightAndEverybodyReadsTheNewOne(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	record := "/people/" + string(sam)
	b.Get(b.Lena, record).Is(http.StatusOK).Says("01632 960123", "Change how to reach them").
		Link(record + "/put-right/contact")
	form := b.Opens(b.Lena, record+"/put-right/contact")
	if form.Get("contact.phone") != "01632 960123" {
		t.Fatalf("the form opens with %q", form)
	}
	form.Set("contact.phone", "01632 960999")
	form.Set("contact.postcode", "nowhere")
	form = b.Post(b.Lena, record+"/put-right/contact", form).Is(http.StatusUnprocessableEntity).
		Says("Say why, in a few words.").Filled()
	form.Del("contact.postcode")
	form.Set("why", "She rang: a <b>new</b> phone")
	b.Twice(b.Lena, record+"/put-right/contact", form, record)
	b.Get(b.Lena, record).Says("01632 960999").KeepsFrom("01632 960123")
	b.Get(b.Remi, "/referrals/"+string(sam)).Says("01632 960999").KeepsFrom("01632 960123", "She rang")
	b.Get(b.Lena, record+"/put-right").Is(http.StatusOK).Once("Was: 01632 960123 Now: 01632 960999",
		"She rang: a <b>new</b> phone").Says("By Lena", "How to reach them")
}

func TestTheTeamPutsRightWhatItWroteAndSeesNobodysReasons(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	form := b.Opens(b.Remi, "/people/"+string(sam)+"/put-right/identity")
	form.Set("identity.family_name", "Okafor-Reed")
	form.Set("why", "A slip")
	b.Twice(b.Remi, "/people/"+string(sam)+"/put-right/identity", form, "/referrals/"+string(sam))
	b.Get(b.Remi, "/referrals/"+string(sam)).Says("Sam Okafor-Reed")
	b.Get(b.Remi, "/people/"+string(sam)+"/put-right").Is(http.StatusForbidden)
	b.Get(b.Lena, "/people/"+string(sam)+"/put-right").Says("A slip", "Was: Okafor Now: Okafor-Reed")
}

func TestWhatNobodyAskedIsAskedLaterAndNeedsNoReason(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	path := "/people/" + string(sam) + "/put-right/safety"
	b.Get(b.Lena, "/people/"+string(sam)).Says("Change what is safe")
	form := b.Opens(b.Lena, path)
	form.Set("contact.safe_to_text", "yes")
	form.Set("contact.leave_voicemail", "yes")
	form.Set("contact.who_else_reads", "Her mother")
	b.Twice(b.Lena, path, form, "/people/"+string(sam))
	b.Get(b.Lena, "/people/"+string(sam)).Says("Who else may see it: Her mother")
}

func TestTwoWhoPutTheSameRightSeeEachOther(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	path := "/people/" + string(sam) + "/put-right/care"
	first, second := b.Opens(b.Lena, path), b.Opens(b.Remi, path)
	first.Set("gp.name", "Dr Ali")
	second.Set("gp.name", "Dr Aly")
	first.Set("why", "The practice rang")
	second.Set("why", "A slip")
	b.Post(b.Lena, path, first).Is(http.StatusSeeOther)
	again := b.Post(b.Remi, path, second).Is(http.StatusConflict).Says("Somebody has put something right here since",
		"What it says now", "Dr Ali")
	second = again.Filled()
	if second.Get("gp.name") != "Dr Aly" {
		t.Error("what was typed is gone")
	}
	b.Post(b.Remi, path, second).Is(http.StatusSeeOther)
	b.Get(b.Lena, "/people/"+string(sam)+"/put-right").Says("Was: Dr Ali Now: Dr Aly", "Was: nothing Now: Dr Ali")
}

func TestAParticipantSeesWhatWasPutRightAndByWhom(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	me := b.Arrives(sam)
	b.Get(me, "/put-right").Is(http.StatusOK).Says("Nothing has been changed")
	form := b.Opens(b.Lena, "/people/"+string(sam)+"/put-right/contact")
	form.Set("contact.phone", "01632 960999")
	form.Set("why", "A slip of mine")
	notAskedYet(form)
	b.Post(b.Lena, "/people/"+string(sam)+"/put-right/contact", form).Is(http.StatusSeeOther)
	b.Get(me, "/home").Link("/put-right")
	b.Get(me, "/put-right").Is(http.StatusOK).Says("Monday 23 November 2026, 09:00 The programme lead How to reach you").
		KeepsFrom("Lena", "A slip of mine", "960999")
}

func TestInAStudyWhyIsKeptFromThoseWhoMayNotKnowOfVisits(t *testing.T) {
	b := webtest.OpenWith(t, "crisis-peer-support-study")
	sam := b.Refers(b.Remi, b.North, "Sam")
	path := "/people/" + string(sam) + "/put-right"
	form := b.Opens(b.Lena, path+"/contact")
	form.Set("contact.phone", "01632 960999")
	form.Set("why", "Ash heard it at a visit")
	notAskedYet(form)
	b.Post(b.Lena, path+"/contact", form).Is(http.StatusSeeOther)
	b.Get(b.Lena, path).Says("Ash heard it at a visit")
	b.Get(b.Works("Cora", authz.Coordinator), path).Is(http.StatusOK).Says("Now: 01632 960999").KeepsFrom("Ash heard")
}

// Somebody who has said that they go by another name isn't greeted by the old one.
func TestANameThatWasPutRightIsTheOneThatTheyAreSignedInAs(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	me := b.Arrives(sam)
	b.Get(me, "/devices").Says("Sam Wey Valley")
	path := "/people/" + string(sam) + "/put-right/identity"
	form := b.Opens(b.Lena, path)
	form.Set("identity.known_as", "Alex")
	form.Set("why", "That is what they go by")
	b.Twice(b.Lena, path, form, "/people/"+string(sam))
	b.Get(me, "/devices").Says("Alex Wey Valley").KeepsFrom("Sam")
}

// notAskedYet answers that nobody has asked what is safe of a new telephone.
func notAskedYet(form url.Values) {
	form.Set("contact.leave_voicemail", "not_asked")
	form.Set("contact.safe_to_text", "not_asked")
}

// Somebody else may hear what is said into a new telephone, or open what is sent to
// a new address.
func TestWhatIsSafeIsAskedAnewWhenANumberOrAnAddressIsNew(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(f url.Values) {
		f.Set("contact.leave_voicemail", "yes")
		f.Set("contact.safe_to_text", "yes")
	})
	path := "/people/" + string(sam) + "/put-right/contact"
	form := b.Opens(b.Lena, path)
	form.Set("contact.phone", "01632 960999")
	form.Set("why", "She rang")
	page := b.Post(b.Lena, path, form).Is(http.StatusUnprocessableEntity).
		Says("The phone number is new. Is it safe to leave a voicemail there?", "Is it safe to send a text to it?")
	form = page.Filled()
	if form.Has("contact.leave_voicemail") || form.Has("contact.safe_to_text") {
		t.Errorf("the old answer is chosen: %v", form)
	}
	if form.Get("contact.phone") != "01632 960999" || form.Get("contact.safe_to_write") == "" {
		t.Errorf("what was typed is gone: %v", form)
	}
	form.Set("contact.leave_voicemail", "yes") // and of texts nobody has asked
	b.Twice(b.Lena, path, form, "/people/"+string(sam))
	b.Get(b.Lena, "/people/"+string(sam)).Says("01632 960999", "Nobody asked about texts. Don't send one.").
		KeepsFrom("Nobody asked about voicemail")
	form = b.Opens(b.Lena, path)
	form.Set("contact.phone", "+44 1632 960 999")
	form.Set("why", "Written as others are")
	b.Post(b.Lena, path, form).Is(http.StatusSeeOther)
}

func TestTwoWhoPutAContactRightMeetOnlyInTheFieldThatBothChanged(t *testing.T) {
	b := webtest.Open(t)
	at := "/people/" + string(b.Refers(b.Remi, b.North, "Sam")) + "/put-right/contact"
	mine := b.Opens(b.Lena, at)
	b.Now = b.Now.Add(time.Minute)
	theirs := b.Opens(b.Lena, at)
	theirs.Set("contact.phone", "07700 900777")
	theirs.Set("contact.email", "theirs@example.org")
	notAskedYet(theirs)
	theirs.Set("contact.safe_to_email", "not_asked")
	theirs.Set("why", "They rang.")
	b.Post(b.Lena, at, theirs).Is(http.StatusSeeOther)
	mine.Set("contact.email", "mine@example.org")
	mine.Set("why", "They wrote.")
	page := b.Post(b.Lena, at, mine).Is(http.StatusConflict).Says("It now says: theirs@example.org").
		KeepsFrom("It now says: 07700")
	if f := page.Filled(); f.Get("contact.phone") != "07700 900777" || f.Get("contact.email") != "mine@example.org" ||
		f.Get("why") != "They wrote." {
		t.Errorf("the form holds %v", f)
	}
	b.Post(b.Lena, at, page.Filled()).Is(http.StatusSeeOther)
	b.Verify()
}

// A discharge lies neither after the first visit nor after a death, whoever of the service
// puts it right.
func TestADischargeIsPutRightToADayBeforeTheFirstVisitAndADeath(t *testing.T) {
	b := webtest.Open(t)
	ash, sam := b.Works("Ash", authz.PeerWorker), b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	b.Matches(sam, ash)
	b.Plans(sam, ash)
	b.Now = b.Now.Add(2 * time.Hour)
	b.WritesUp(ash, sam, b.Course(sam).Open()[0].ID, "Tea.")
	path := "/people/" + string(sam) + "/put-right/care"
	put := func(who webtest.Member, d string) webtest.Answer {
		form := b.Opens(who, path)
		webtest.Day(form, "discharge_date", d, "11", "2026")
		form.Set("why", "A slip")
		return b.Post(who, path, form)
	}
	put(b.Lena, "25").Is(http.StatusUnprocessableEntity).
		Says("A visit is recorded as held on 23 November 2026, before that day. Check the day.")
	for _, who := range []webtest.Member{b.Hires("Cora", authz.Coordinator), b.Remi} { // who may not know of its day
		put(who, "25").Is(http.StatusUnprocessableEntity).Says("A visit is recorded as held before that day.").
			KeepsFrom("23 November 2026")
	}
	died := b.Form(b.Lena, "/people/"+string(sam)+"/life")
	died.Set("kind", "death")
	died.Set("sure", "yes")
	b.Post(b.Lena, "/people/"+string(sam)+"/life", died).Is(http.StatusSeeOther)
	put(b.Remi, "24").Is(http.StatusUnprocessableEntity).Says("This person had died by then.")
	put(b.Lena, "21").Is(http.StatusSeeOther)
}

// taken is a form that gives sam the NHS number of another record.
func taken(form url.Values) url.Values {
	form.Set("identity.nhs_number", "943 476 5919")
	form.Set("identity.number_status", "traced")
	form.Set("why", "The trace")
	return form
}

// It is a warning and no more; the lead is led on to say that it is one person.
func TestAnNHSNumberOfAnotherRecordIsAWarningAndTheRoadToJoiningThem(t *testing.T) {
	b := webtest.Open(t)
	jo := b.Refers(b.Rhea, b.South, "Jo", func(form url.Values) { taken(form).Del("why") })
	sam := b.Refers(b.Remi, b.North, "Sam")
	record := "/people/" + string(sam)
	path := record + "/put-right/identity"
	shown := b.Post(b.Lena, path, taken(b.Opens(b.Lena, path))).Is(http.StatusConflict).
		Says("Another record may be of the same person", "Nothing has been saved yet",
			"Jo Okafor Has the NHS number that you entered")
	shown.Link("/people/" + string(jo))
	b.Get(b.Lena, record).KeepsFrom("943 476 5919")
	answers := offered(shown)
	if len(answers) != 2 {
		t.Fatalf("%d ways on", len(answers))
	}
	b.Twice(b.Lena, path, answers[0], record+"/same-person")
	b.Get(b.Lena, record).Says("943 476 5919")
	join := b.Opens(b.Lena, record+"/same-person")
	join.Set("other", string(jo))
	b.Post(b.Lena, record+"/same-person", join).To(record)
	again := b.Opens(b.Lena, path)
	again.Set("identity.known_as", "Sammy")
	again.Set("why", "They said so")
	b.Post(b.Lena, path, again).To(record) // of two joined records nobody needs to be warned
}

func TestATeamIsToldNoMoreThanThatAnothersRecordHasTheNumber(t *testing.T) {
	b := webtest.Open(t)
	jo := b.Refers(b.Rhea, b.South, "Jo", func(form url.Values) { taken(form).Del("why") })
	sam := b.Refers(b.Remi, b.North, "Sam")
	path := "/people/" + string(sam) + "/put-right/identity"
	shown := b.Post(b.Remi, path, taken(b.Opens(b.Remi, path))).Is(http.StatusConflict).
		Says("Another team referred this person. Ring the service before you go on.").
		KeepsFrom("Jo Okafor", string(jo), "South", "join the two", "Has the NHS number")
	b.Get(b.Arrives(jo), "/who-has-looked").Is(http.StatusOK).
		Says("Somebody from North team", "Saw that two records may be of one person, and that yours is one of them")
	answers := offered(shown)
	if len(answers) != 1 {
		t.Fatalf("%d ways on", len(answers))
	}
	b.Post(b.Remi, path, answers[0]).To("/referrals/" + string(sam))
	b.Get(b.Remi, "/referrals/"+string(sam)).Says("943 476 5919")
}

// What a team may not know isn't told by a name that is nearly the same.
func TestACorrectionThatIsOnlyLikeAnotherRecordIsSaved(t *testing.T) {
	b := webtest.Open(t)
	b.Refers(b.Rhea, b.South, "Jo")
	sam := b.Refers(b.Remi, b.North, "Sam")
	path := "/people/" + string(sam) + "/put-right/identity"
	form := b.Opens(b.Remi, path)
	form.Set("identity.given_name", "Joe")
	form.Set("why", "A slip")
	b.Post(b.Remi, path, form).To("/referrals/" + string(sam))
	form = b.Opens(b.Remi, path)
	form.Set("identity.given_name", "Jo")
	form.Set("why", "A slip")
	b.Post(b.Remi, path, form).Is(http.StatusConflict).Says("Another record may be of the same person")
}

// offered are the forms of a page that send again what was typed, in their order.
func offered(page webtest.Answer) (list []url.Values) {
	_, card, _ := strings.Cut(page.Body, "<section")
	card, _, _ = strings.Cut(card, "</section>")
	for _, part := range strings.Split(card, "<form")[1:] {
		form := url.Values{}
		for _, m := range webtest.HiddenField.FindAllStringSubmatch(part, -1) {
			form.Add(m[1], m[2])
		}
		list = append(list, form)
	}
	return list
}

// It may be a slip, and it may be true: so it is asked about, and then taken.
func TestABirthDateThatMakesSomebodyTooYoungIsAskedAboutOnce(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	path := "/people/" + string(sam) + "/put-right/identity"
	mend := b.Opens(b.Lena, path)
	mend.Set("why", "Read from their passport")
	young := "They would have been under 18 when they were referred"
	webtest.Day(mend, "identity.birth_date", "24", "11", "2008")
	asked := b.Post(b.Lena, path, mend).Is(http.StatusUnprocessableEntity).Says(young)
	other := b.Opens(b.Lena, path)
	other.Set("why", mend.Get("why"))
	other.Set("sure_of", asked.Hidden("sure_of"))
	webtest.Day(other, "identity.birth_date", "25", "11", "2008")
	b.Post(b.Lena, path, other).Is(http.StatusUnprocessableEntity).Says(young) // another day than was asked about
	mend.Set("sure_of", asked.Hidden("sure_of"))
	b.Twice(b.Lena, path, mend, "/people/"+string(sam))
	b.Get(b.Lena, "/people/"+string(sam)).Says("24 November 2008")
	name := b.Opens(b.Lena, path)
	name.Set("identity.known_as", "Sammy")
	name.Set("why", "They say so")
	b.Post(b.Lena, path, name).To("/people/" + string(sam)) // which has nothing to do with their age
	just := b.Opens(b.Lena, path)
	just.Set("why", "A slip")
	webtest.Day(just, "identity.birth_date", "23", "11", "2008")
	b.Post(b.Lena, path, just).To("/people/" + string(sam)) // on the day itself they were 18
	b.Verify()
}
