package e2e

import (
	"fmt"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/fault"
	"footbridge.org/footbridge/internal/pathway"
	"footbridge.org/footbridge/internal/story"
	"footbridge.org/footbridge/internal/workbook"
	"footbridge.org/footbridge/internal/workforce"
)

const toolboxPage = "keeping-well/toolbox"

// visited is somebody whom Ash visits, with a page written.
func visited(s *story.Service) (sam *story.Person, ash *story.Staff) {
	sam = s.Participant("discharged last week")
	ash = s.PeerWorker("Ash Murray").MatchedTo(sam)
	sam.Writes(toolboxPage, story.Says{"tools_place": workbook.Text("on the fridge")})
	return sam, ash
}

func TestAPageIsPrivateUntilSamSharesItAndGoneWhenSamTakesItBack(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam, ash := visited(s)
		bo, lou := s.PeerWorker("Bo Lindqvist"), s.Lead("Lou Marsh")

		_, a := ash.ReadsShared(sam, toolboxPage)
		a.Is(fault.NotFound)
		tap := sam.Taps(workbook.Share, toolboxPage)
		tap.Sends().OK()
		tap.Sends().OK() // the second tap
		s.Holds(1, "audit entry workbook.share")

		page, a := ash.ReadsShared(sam, toolboxPage)
		a.OK()
		if page.Kept["tools_place"].Answer != workbook.Text("on the fridge") {
			t.Errorf("Ash reads %v", page.Kept["tools_place"].Answer)
		}
		s.Holds(1, "look workbook.see_shared")
		_, a = ash.ReadsShared(sam, wellPage) // a page that was never shared
		a.Is(fault.NotFound)
		_, a = bo.ReadsShared(sam, toolboxPage) // nobody told Bo that there is a Sam
		a.Is(fault.NotFound)
		_, a = lou.ReadsShared(sam, toolboxPage) // the lead knows Sam, and has no way in here
		a.Is(fault.Denied)
		_, a = lou.ListsShared(sam)
		a.Is(fault.Denied)

		sam.StopsSharing(toolboxPage).OK()
		tap.Sends().OK() // the phone found its signal again: what was taken back stays so
		s.Holds(1, "audit entry workbook.share")
		_, a = ash.ReadsShared(sam, toolboxPage)
		a.Is(fault.NotFound)
		s.Verify()
	})
}

// A page is shared with a person, not with whoever visits: the next worker is
// offered, and Sam is asked.
func TestAPageSharedWithOneWorkerIsReadByTheNextOnlyWhenSamSaysSo(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam, ash := visited(s)
		lou := s.Lead("Lou Marsh")
		bo := s.PeerWorker("Bo Lindqvist").MatchedTo(s.Participant("discharged yesterday"))
		sam.Shares(toolboxPage).OK()
		b := byCard(t, s, sam)
		lou.EndsMatch(sam, ash, workforce.WorkerAway).OK()
		wants(t, b.Get("/workbook/"+toolboxPage), 200, "Nobody else can see this page now",
			"You have shared it with Ash since")
		lou.Matches(sam, bo).OK()

		_, a := bo.ReadsShared(sam, toolboxPage)
		a.Is(fault.NotFound)
		list, a := bo.ListsShared(sam)
		if a.OK(); len(list.Shared) != 0 {
			t.Errorf("Bo is shown %v", list.Shared)
		}
		for _, path := range []string{"/workbook/" + toolboxPage, "/who-can-see"} {
			wants(t, b.Get(path), 200, "Only you can see this page", "You shared this with Ash. Share it with Bo too?")
		}
		sam.Shares(toolboxPage).OK()
		_, a = bo.ReadsShared(sam, toolboxPage)
		a.OK()
		sam.StopsSharing(toolboxPage).OK()
		_, a = bo.ReadsShared(sam, toolboxPage)
		a.Is(fault.NotFound)
		if page := b.Get("/workbook/" + toolboxPage); page.Has("Ash") {
			t.Error("what was taken back is offered again")
		}
		s.Verify()
	})
}

// What stands is shared: no earlier answer, and none that waits for a choice.
func TestAshReadsWhatStandsAndNothingOfWhatWasBefore(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam, ash := visited(s)
		phone, laptop := sam.OpensPage(toolboxPage), sam.OpensPage(toolboxPage)
		_, a := phone.Says(story.Says{"tools_place": workbook.Text("by the kettle")}).Saves()
		a.OK()
		_, a = laptop.Says(story.Says{"tools_place": workbook.Text("zanderwick")}).Saves()
		a.OK()
		sam.Shares(toolboxPage).OK()

		page, a := ash.ReadsShared(sam, toolboxPage)
		a.OK()
		if k := page.Kept["tools_place"]; k.Answer != workbook.Text("by the kettle") || len(k.Others)+len(k.Since) > 0 {
			t.Errorf("Ash reads %v, with %d others", k.Answer, len(k.Others))
		}
		s.Works()
		b := signedIn(t, s, ash.Email)
		seen := b.Get("/people/" + string(sam.ID()) + "/shared/toolbox")
		wants(t, seen, 200, "by the kettle", "What")
		if seen.Has("zanderwick") || seen.Has("on the fridge") {
			t.Error("Ash sees what was before, or beside it")
		}
		wants(t, byCard(t, s, sam).Get("/who-has-looked"), 200, "Opened a page of your workbook that you share")
	})
}

// Whom nobody visits hears of no sharing, and can begin none.
func TestWhomNobodyVisitsHearsOfNoSharing(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam := takesPart(s)
		sam.Shares(wellPage).Is(fault.Conflict)
		_, a := sam.Previews(wellPage)
		a.Is(fault.NotFound)
		b := byCard(t, s, sam)
		for _, path := range []string{"/home", "/workbook", "/workbook/" + wellPage, "/who-can-see"} {
			page := b.Get(path)
			main := page.Body[strings.Index(page.Body, "<main"):]
			for _, word := range []string{"share", "Share", "visit", "Visit"} {
				if page.Status != 200 || strings.Contains(main, word) {
					t.Errorf("%s (%d) says %q", path, page.Status, word)
				}
			}
		}
	})
}

// Sharing is with a worker while they visit: when the visits end, so does every look. What
// was shared can still be taken back.
func TestWhenTheVisitsEndNobodyReadsWhatWasShared(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam, ash := visited(s)
		sam.Shares(toolboxPage).OK()
		sam.Shares(wellPage).OK()
		sam.Stops(pathway.FromVisitsOnly).OK()

		if _, a := ash.ReadsShared(sam, toolboxPage); a.Err == nil {
			t.Error("Ash still reads it")
		}
		wants(t, byCard(t, s, sam).Get("/workbook/"+toolboxPage), 200, "Nobody else can see this page now", "Stop sharing it")
		sam.StopsSharing(toolboxPage).OK()
		all, a := sam.ReadsWhoSees()
		a.OK()
		if all.Access.Worker != "" || len(all.Access.Shared) != 1 {
			t.Errorf("%+v", all.Access)
		}
	})
}

// Whatever is tapped, in whatever order, Ash sees what is shared now: the list
// is of the pages that open, and no other page does.
func TestWhateverIsTappedAshSeesWhatIsSharedNow(t *testing.T) {
	onEachEngine(t, func(t *testing.T, s *story.Service) {
		sam, ash := visited(s)
		places := []string{wellPage, toolboxPage, dialPage}
		shared, sent := map[string]bool{}, []story.Tap{}
		for i := range 40 {
			chance := fmt.Sprintf("tap %d", i)
			where, act := places[s.Below(chance, len(places))], workbook.Acts()[s.Below(chance+" act", 2)]
			tap := sam.Taps(act, where)
			tap.Sends().OK()
			sent, shared[where] = append(sent, tap), act == workbook.Share
			sent[s.Below(chance+" again", len(sent))].Sends().OK() // a tap comes once more, late
			c, a := ash.ListsShared(sam)
			a.OK()
			listed := map[string]bool{}
			for _, x := range c.Shared {
				listed[x.Page] = true
			}
			for _, place := range places {
				_, key, _ := strings.Cut(place, "/")
				_, a := ash.ReadsShared(sam, place)
				if opens := a.Err == nil; opens != shared[place] || listed[key] != opens {
					t.Fatalf("after tap %d, %s: shared %v, listed %v, opens %v", i, place, shared[place], listed[key], opens)
				}
			}
		}
		s.Verify()
	})
}
