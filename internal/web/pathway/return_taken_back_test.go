package pathway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/course"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/web/webtest"
)

const anotherNumber = "Somebody else's number"

// mistakenly has another team refer Sam by a number that was typed wrong, and take it back.
func mistakenly(t *testing.T, b *webtest.Bench, sam id.Participant) {
	t.Helper()
	later(b)
	list := "/teams/" + string(b.South) + "/referrals"
	fromAnotherTeam(t, b).To(list)
	takesReferralBack(b, b.Rhea, sam, list)
}

func takesReferralBack(b *webtest.Bench, who webtest.Member, sam id.Participant, list string) {
	later(b)
	back := b.Opens(who, "/referrals/"+string(sam)+"/take-back")
	back.Set("why", anotherNumber)
	b.Twice(who, "/referrals/"+string(sam)+"/take-back", back, list)
	later(b)
}

func number(f url.Values) { f.Set("identity.nhs_number", "943 476 5919") }

// Sam's time was over in one way or another. Whatever page somebody opens, it reads as it did
// before the mistaken referral.
func TestEveryPageReadsAsBeforeOnceAReferralIsTakenBack(t *testing.T) {
	storetest.InTheWholeRun(t)
	for over, ends := range map[string]func(b *webtest.Bench, sam id.Participant, me, ash webtest.Member){
		"declined": func(b *webtest.Bench, sam id.Participant, _, _ webtest.Member) {
			b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
		},
		"withdrawn": func(b *webtest.Bench, sam id.Participant, me, ash webtest.Member) {
			b.Agrees(sam)
			b.Matches(sam, ash)
			b.Plans(sam, ash)
			stop := b.Form(me, "/my-consents/stop")
			stop.Set("scope", "wholly")
			b.Post(me, "/my-consents/stop", stop).Is(http.StatusSeeOther)
		},
		"visits over": func(b *webtest.Bench, sam id.Participant, _, ash webtest.Member) {
			b.Agrees(sam)
			b.Matches(sam, ash)
			b.Plans(sam, ash)
			b.Ok(b.Care.EndVisits(t.Context(), ash.Actor, sam, course.Ending{ID: kernel.NewID[id.Ending](b.K, "over"),
				Kind: course.EndedSooner, On: programme.Of(b.Now, time.UTC)}, true))
		},
	} {
		t.Run(over, func(t *testing.T) {
			b := webtest.Open(t)
			ash := b.Works("Ash Murray", authz.PeerWorker)
			sam := b.Refers(b.Remi, b.North, "Sam", number)
			me := b.Arrives(sam)
			ends(b, sam, me, ash)
			record, own := "/people/"+string(sam), "/referrals/"+string(sam)
			reads := func() map[string]string {
				found := map[string]string{}
				for who, paths := range map[*webtest.Member][]string{
					&b.Lena: {record, record + "/visits", record + "/consents", record + "/letters", record + "/home-note",
						"/screening", "/board", "/caseloads"},
					&b.Remi: {own, "/teams/" + string(b.North) + "/referrals"},
					&ash:    {"/visits"},
					&me:     {"/home", "/my-visits", "/my-consents", "/my-letters", "/workbook"},
				} {
					for _, path := range paths {
						words := webtest.Words(b.Get(*who, path).Body)
						found[path] = strings.Replace(words, "A referral that came to nothing ", "", 1)
					}
				}
				return found
			}
			before := reads()
			mistakenly(t, b, sam)
			if diff := cmp.Diff(before, reads()); diff != "" {
				t.Error(diff)
			}
			b.Get(b.Lena, record).Link(record + "/earlier")
			b.Get(b.Lena, record+"/earlier").Is(http.StatusOK).Says("It changed nothing for them.",
				"A referral that came to nothing, November 2026", anotherNumber, "Sammy Okafor", "South team").
				KeepsFrom("The first time", "was with the service before")
			b.Verify()
		})
	}
}

// A team reads all that it wrote of somebody: what it took back, and its referral before.
func TestATeamReadsWhatItTookBackBesideItsReferralBefore(t *testing.T) {
	b := webtest.Open(t)
	sam := b.Refers(b.Remi, b.North, "Sam", number)
	list, own := "/teams/"+string(b.North)+"/referrals", "/referrals/"+string(sam)
	declines := func() {
		later(b)
		b.Decides(sam, url.Values{"verdict": {"decline"}, "reason": {"no_room"}, "note": {"Ash is away"}})
		later(b)
	}
	declines()
	returns(t, b).To(own)
	declines()
	before := webtest.Words(b.Get(b.Remi, own).Body)
	returns(t, b).To(own)
	takesReferralBack(b, b.Remi, sam, list)
	if diff := cmp.Diff(before, webtest.Words(b.Get(b.Remi, own).Body)); diff != "" {
		t.Error(diff)
	}
	b.Get(b.Remi, list).Once("Sam Okafor").Says("Declined").KeepsFrom("Your team took the referral back.")
	b.Get(b.Remi, b.Get(b.Remi, own).Link(list+"/"+string(sam))).Is(http.StatusOK).
		Says("Taken back by the team", anotherNumber, "Declined", "No worker has room")
	b.Get(b.Lena, "/people/"+string(sam)+"/earlier").Says("The first time", "A referral that came to nothing").
		KeepsFrom("The second time")
	b.Get(b.Rhea, list+"/"+string(sam)).Is(http.StatusNotFound)
	b.Verify()
}
