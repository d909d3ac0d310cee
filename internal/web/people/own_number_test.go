package people_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/web/webtest"
)

const myNumber = webtest.OwnNumber

// noAddress is Sam, to whom nothing can be sent.
func noAddress(b *webtest.Bench) webtest.Member { return b.ByCard(b.Refers(b.Remi, b.North, "Sam")) }

// chooses sends the form in which a number is chosen.
func chooses(b *webtest.Bench, who webtest.Member, form url.Values) webtest.Answer {
	return b.Post(who, "/my-number", form)
}

func chosen() url.Values {
	return url.Values{"chosen": {myNumber}, "again": {myNumber}, "keep": {"yes"}}
}

// comesWith is a browser that keeps the phone's cookie of an answer.
func comesWith(t *testing.T, a webtest.Answer) webtest.Member {
	t.Helper()
	for _, c := range a.Cookies() {
		if c.Name == "footbridge_phone" && c.MaxAge == int(identity.PhoneKept.Seconds()) && c.HttpOnly {
			return webtest.Member{Cookies: []*http.Cookie{c}}
		}
	}
	t.Fatal("no phone is remembered")
	return webtest.Member{}
}

func types(b *webtest.Bench, phone webtest.Member, number string) webtest.Answer {
	return b.Post(phone, "/sign-in/number", url.Values{"own_number": {number}})
}

func TestSomebodyWithoutEmailComesBackEachDayByANumberOfTheirOwn(t *testing.T) {
	b := webtest.Open(t)
	phone := comesWith(t, chooses(b, noAddress(b), chosen()).Is(http.StatusSeeOther))
	for range 10 {
		b.Now = b.Now.Add(24 * time.Hour)
		b.Get(phone, "/home").To("/sign-in/number")
		b.Get(phone, "/").To("/sign-in/number")
		b.Get(phone, "/sign-in/number").Is(http.StatusOK).Says("Your own number", "Sign in with a card or a code")
		in := types(b, phone, "48 29 13")
		in.To("/")
		b.Get(webtest.Member{Cookies: in.Cookies()}, "/devices").Is(http.StatusOK).Says("Phones that are remembered")
	}
	b.Verify()
}

func TestAPhoneIsForgottenAfterFiveWrongNumbersInARow(t *testing.T) {
	b := webtest.Open(t)
	sam := noAddress(b)
	phone := comesWith(t, chooses(b, sam, chosen()))
	for range identity.MaxWrongNumber - 1 {
		types(b, phone, "482914").Is(http.StatusUnprocessableEntity).Says("That is not your number.")
	}
	types(b, phone, myNumber).To("/")
	for range identity.MaxWrongNumber {
		types(b, phone, "482914")
	}
	types(b, phone, myNumber).Says("This phone is not remembered any more.")
	b.Get(phone, "/sign-in/number").Is(http.StatusOK).Says("This phone is not remembered any more.").KeepsFrom("<form")
	b.Get(sam, "/devices").Is(http.StatusOK).Says("Wrong numbers", "Forgotten or signed out").
		KeepsFrom("Forget this phone")
	b.Verify()
}

func TestAPhoneThatNobodyUsedForNinetyDaysIsForgotten(t *testing.T) {
	b := webtest.Open(t)
	phone := comesWith(t, chooses(b, noAddress(b), chosen()))
	b.Now = b.Now.Add(identity.PhoneKept - time.Second)
	types(b, phone, myNumber).To("/")
	b.Now = b.Now.Add(identity.PhoneKept)
	types(b, phone, myNumber).Says("This phone is not remembered any more.")
}

// Signing out keeps the phone, and says so; signing out everywhere, forgetting it and a new
// card don't.
func TestWhatHasAPhoneForgotten(t *testing.T) {
	for path, kept := range map[string]bool{"/sign-out": true, "/devices/end-all": false, "/devices/end-phone": false,
		"a new card": false} {
		b := webtest.Open(t)
		sam := b.Refers(b.Remi, b.North, "Sam")
		phone := comesWith(t, chooses(b, b.ByCard(sam), chosen()))
		in := types(b, phone, myNumber)
		here := webtest.Member{Cookies: append(in.Cookies(), phone.Cookies...)}
		switch path {
		case "a new card":
			b.ByCard(sam)
		case "/devices/end-phone":
			b.Post(here, path, b.Form(here, "/devices"))
			b.Get(here, "/home").To("/sign-in/number")
		case "/sign-out":
			out := b.Post(here, path, nil)
			out.To("/sign-in/number")
			b.Get(webtest.Member{Cookies: append(out.Cookies(), phone.Cookies...)}, "/sign-in/number").Says("still remembered")
		default:
			b.Post(here, path, nil).To("/sign-in")
		}
		if again := types(b, phone, myNumber); (again.Code == http.StatusSeeOther) != kept {
			t.Errorf("after %s it is answered %d", path, again.Code)
		}
	}
}

func TestWhatIsWrongWithANumberIsSaidBesideIt(t *testing.T) {
	b := webtest.Open(t)
	sam := noAddress(b)
	page := chooses(b, sam, url.Values{"chosen": {"123456"}, "again": {"1"}}).Is(http.StatusUnprocessableEntity)
	page.Says("too easy to guess", "The two numbers are not the same.")
	if !strings.Contains(page.Body, `value="123456"`) {
		t.Error("what was typed is lost")
	}
	chooses(b, sam, url.Values{"chosen": {"280290"}, "again": {"280290"}}).Says("use your birth date")
	types(b, webtest.Member{}, "").Is(http.StatusOK).Says("This phone is not remembered any more.")
}

// Who came by a card and has no number yet chooses one before the workbook opens; who has one
// gives it, whoever else holds the card.
func TestACardAloneOpensNoPageOfTheWorkbook(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	first := b.ByCard(sam)
	b.Get(first, "/workbook").To("/my-number")
	b.Get(first, "/home").Is(http.StatusOK)
	chooses(b, first, chosen())
	b.Get(first, "/workbook").Is(http.StatusOK)

	second := b.ByCard(sam)
	for _, path := range []string{"/workbook", "/workbook/keeping-well/me-when-well",
		"/workbook/keeping-well/me-when-well/history", "/workbook/keeping-well/me-when-well/preview"} {
		b.Get(second, path).To("/my-number")
	}
	b.Get(second, "/my-number").To("/my-number/give")
	chooses(b, second, chosen()).Is(http.StatusForbidden)
	b.Post(second, "/my-number/give", url.Values{"own_number": {"482914"}}).Is(http.StatusUnprocessableEntity).
		Says("That is not your number.")
	b.Get(second, "/workbook").To("/my-number")
	b.Post(second, "/my-number/give", url.Values{"own_number": {myNumber}}).Is(http.StatusSeeOther)
	b.Get(second, "/workbook").Is(http.StatusOK)
	b.Verify()
}

func TestFiveWrongNumbersEndASessionByACard(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	chooses(b, b.ByCard(sam), chosen())
	second := b.ByCard(sam)
	for range identity.MaxWrongNumber {
		b.Post(second, "/my-number/give", url.Values{"own_number": {"482914"}})
	}
	b.Post(second, "/my-number/give", url.Values{"own_number": {myNumber}}).To("/sign-in")
	b.Get(second, "/home").To("/sign-in")
	third := b.ByCard(sam)
	b.Post(third, "/my-number/give", url.Values{"own_number": {myNumber}}).Is(http.StatusSeeOther)
	b.Get(third, "/kept").Is(http.StatusOK).KeepsFrom(myNumber)
}

// The last wrong one says what happened and what to do, signed out, wherever it was typed; and
// the page that they wanted is still theirs to come to.
func TestTheLastWrongNumberSignsOutInPlainWords(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	chooses(b, b.ByCard(sam), chosen())
	wrong := another()
	wrong.Set("before", "482914")
	proven := b.ByCard(sam)
	b.Post(proven, "/my-number/give", url.Values{"own_number": {myNumber}}).Is(http.StatusSeeOther)
	fifth := func(who webtest.Member, path string, form url.Values) webtest.Answer {
		t.Helper()
		for range identity.MaxWrongNumber - 1 {
			b.Post(who, path, form).Is(http.StatusUnprocessableEntity)
		}
		out := b.Post(who, path, form)
		out.To("/sign-in")
		who.Cookies = append(who.Cookies, out.Cookies()...)
		b.Get(who, "/sign-in").Is(http.StatusOK).Says("five times in a row", "new card").KeepsFrom("Sign out")
		return out
	}
	fifth(proven, "/my-number", wrong)
	byCard := b.ByCard(sam)
	byCard.Cookies = b.Get(byCard, "/workbook").Cookies() // which leads to the number first
	out := fifth(byCard, "/my-number/give", url.Values{"own_number": {"482914"}})
	for _, c := range out.Cookies() {
		if c.Name == "footbridge_wanted" {
			t.Errorf("the page that they wanted is forgotten for %q", c.Value)
		}
	}
	b.Verify()
}

// Who has typed the right number has nothing to guess at: the count begins anew, as on a phone.
func TestTheRightNumberCountsTheWrongOnesOfASessionAnew(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	chooses(b, b.ByCard(sam), chosen())
	here := b.ByCard(sam)
	for range 3 {
		for range identity.MaxWrongNumber - 1 {
			b.Post(here, "/my-number/give", url.Values{"own_number": {"482914"}}).Is(http.StatusUnprocessableEntity)
		}
		b.Post(here, "/my-number/give", url.Values{"own_number": {myNumber}}).Is(http.StatusSeeOther)
	}
	b.Get(here, "/home").Is(http.StatusOK)
}

func TestWordsForTheWorkbookThatWaitAreNotShownToACardAlone(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam")
	b.Agrees(sam)
	chooses(b, b.ByCard(sam), chosen())
	byCard := b.ByCard(sam)
	page := "/workbook/keeping-well/me-when-well"
	b.Post(byCard, page, url.Values{"well_words": {"loud and warm"}}).To("/my-number")
	b.Get(byCard, "/kept").Is(http.StatusOK).KeepsFrom("loud and warm").Says("after you have typed your own number")
	b.Post(byCard, "/my-number/give", url.Values{"own_number": {myNumber}}).Is(http.StatusSeeOther)
	b.Get(byCard, "/kept").Is(http.StatusOK).Says("loud and warm")
}

func TestWhoHasAnAddressChoosesANumberWithACodeAndNotWithACard(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", func(form url.Values) {
		form.Set("contact.email", "sam@example.org")
		form.Set("contact.safe_to_email", "yes")
	})
	b.Agrees(sam)
	byCard := b.ByCard(sam)
	b.Get(byCard, "/workbook").To("/my-number")
	b.Get(byCard, "/my-number").Is(http.StatusOK).Says("first sign in with a code").KeepsFrom("Type it again")
	chooses(b, byCard, chosen()).Is(http.StatusForbidden)
	byCode := webtest.Member{Token: b.SignIn("sam@example.org")}
	b.Get(byCode, "/workbook").Is(http.StatusOK)
	chooses(b, byCode, chosen()).Is(http.StatusSeeOther)
	b.Post(byCard, "/my-number/give", url.Values{"own_number": {myNumber}}).Is(http.StatusSeeOther)
	b.Get(byCard, "/workbook").Is(http.StatusOK)
	chooses(b, byCard, another()).Is(http.StatusUnprocessableEntity).Says("The number you have now")
}

// another is a number chosen in place of the first, without that.
func another() url.Values {
	return url.Values{"chosen": {"739105"}, "again": {"739105"}, "keep": {"yes"}}
}

// Who reads somebody's mail can sign in by a code. To choose another number, or to have a phone
// remembered, is for who has the number before; who has forgotten it asks staff.
func TestACodeByEmailAloneReplacesNoNumberAndRemembersNoPhone(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", withAddress)
	b.Agrees(sam)
	b.Arrives(sam)
	first := webtest.Member{Token: b.SignIn("sam@example.org")}
	chooses(b, first, chosen()).Is(http.StatusSeeOther) // there was none

	byCode := webtest.Member{Token: b.SignIn("sam@example.org")}
	b.Get(byCode, "/workbook").Is(http.StatusOK)
	b.Get(byCode, "/my-number").Is(http.StatusOK).Says("The number you have now",
		"ask the service to take back the old one")
	chooses(b, byCode, another()).Is(http.StatusUnprocessableEntity).Says("Type your six figures.")
	wrong := another()
	wrong.Set("before", "482914")
	for range identity.MaxWrongNumber - 1 {
		chooses(b, byCode, wrong).Is(http.StatusUnprocessableEntity).Says("That is not your number.")
	}
	b.Get(byCode, "/devices").Is(http.StatusOK).Says("Wrong numbers")
	chooses(b, byCode, wrong)
	b.Get(byCode, "/home").To("/sign-in")

	b.Post(b.Lena, "/people/"+string(sam)+"/signing-in/take-number", nil).Is(http.StatusSeeOther)
	again := webtest.Member{Token: b.SignIn("sam@example.org")}
	comesWith(t, chooses(b, again, another()).Is(http.StatusSeeOther))
	b.Verify()
}

// Each is told where that is safe: a number that is chosen, one that replaces it, and a phone
// that is remembered.
func TestANumberThatIsChosenAndAPhoneThatIsRememberedAreTold(t *testing.T) {
	for _, safe := range []string{"yes", "no"} {
		b := webtest.Open(t)
		sam := b.Refers(b.Remi, b.North, "Sam", withAddress, func(form url.Values) {
			form.Set("contact.safe_to_email", safe)
		})
		b.Agrees(sam)
		told := func(what string, act func()) {
			t.Helper()
			saying := func() (all, so int) {
				sent := b.SentAll("sam@example.org")
				return len(sent), strings.Count(strings.Join(sent, "\n"), what)
			}
			before, soBefore := saying()
			act()
			all, so := saying()
			if want := map[string]int{"yes": 1, "no": 0}[safe]; all-before != want || so-soBefore != want {
				t.Errorf("%d were told, %d of them that %q; want %d", all-before, so-soBefore, what, want)
			}
		}
		here := b.ByCard(sam)
		if safe == "yes" {
			here = webtest.Member{Token: b.SignIn("sam@example.org")}
		}
		told("number of your own has been chosen", func() { comesWith(t, chooses(b, here, chosen())) })
		other := another()
		other.Set("before", myNumber)
		told("number of your own has been chosen", func() { chooses(b, here, other).Is(http.StatusSeeOther) })
		give := url.Values{"own_number": {"739105"}, "keep": {"yes"}}
		told("the phone is remembered as yours", func() { comesWith(t, b.Post(here, "/my-number/give", give)) })
		b.Verify()
	}
}

// A number that can't be chosen isn't held against anything: that takes its time, and would count
// as a wrong one beside what has to be typed again anyway.
func TestTheNumberBeforeIsHeldOnlyAgainstOneThatCanBeChosen(t *testing.T) {
	b := webtest.Open(t)
	sam := noAddress(b)
	chooses(b, sam, chosen()).Is(http.StatusSeeOther)
	for range identity.MaxWrongNumber + 1 {
		chooses(b, sam, url.Values{"chosen": {"123456"}, "again": {"123456"}, "before": {"482914"}}).
			Is(http.StatusUnprocessableEntity).KeepsFrom("That is not your number")
	}
	chooses(b, sam, url.Values{"chosen": {"739105"}, "again": {"739105"}, "before": {myNumber}}).
		Is(http.StatusSeeOther)
}
