package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"footbridge.org/footbridge/internal/course"
)

// parametersOf names what each generated query is given, in its order.
func parametersOf(t *testing.T) map[string][]string {
	t.Helper()
	files, err := filepath.Glob("rows/*.sql.go")
	ok(t, err)
	structs, names := map[string][]string{}, map[string][]string{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		ok(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				if s, is := n.Type.(*ast.StructType); is {
					structs[n.Name.Name] = namesOfFields(s.Fields)
				}
			case *ast.FuncDecl:
				if n.Recv != nil {
					names[n.Name.Name] = namesOfFields(n.Type.Params)[1:] // after the context
				}
			}
			return true
		})
	}
	for query, list := range names {
		if len(list) == 1 && list[0] == "Arg" {
			names[query] = structs[query+"Params"]
		}
	}
	return names
}

func namesOfFields(fields *ast.FieldList) (names []string) {
	for _, f := range fields.List {
		for _, n := range f.Names {
			name := strings.ToUpper(n.Name[:1]) + n.Name[1:]
			if name == "Id" {
				name = "ID"
			}
			names = append(names, name)
		}
	}
	return names
}

// givenValues are values by what a parameter is called, or by the query's name, a point, and that.
type givenValues map[string]any

// valuesIn are what queries are asked with in a filled database: about one person who is being
// visited, by their worker, on the last day.
func valuesIn(people int) givenValues {
	visited := people * 9 / 10
	for visited*7919%20 != 0 {
		visited++
	}
	person, team := filledPerson(visited), filledTeam(visited%(people/everyTeam))
	worker := filledAccount(visited / 20 % (people / everyWorker))
	found := "name-" + strconv.Itoa(visited)
	day := func(before int) string { return noon.AddDate(0, 0, -before).Format(time.DateOnly) }
	with := givenValues{
		"OrganisationID": filledOrganisation, "ParticipantID": person, "ID": person, "OwnerID": person,
		"CourseID": person,
		"Subject":  person, "Item": "i1", "AccountID": worker, "WorkerID": worker, "ByAccount": worker, "Actor": worker,
		"TeamID": team, "StudyID": filledStudy, "Stage": "consented", "Standing": 0, "Standing_2": 1,
		"Limit": 25, "Offset": 0,
		"Column": "", "Kind": "name", "Digest": found, "Role": "peer_worker", "Action": "visit.record", "Attempts": 3,
		"DischargedOn": day(0), "NextOn": day(0), "FromOn": day(0), "OtherUntil": day(0), "FirstOn": day(0),
		"LastOn": day(30), "PlannedOn": day(1), "PlannedOn_2": day(-1), "SettledOn": day(1), "HeldOn": day(30), "HeldOn_2": day(0),
		"At": filledAt(0), "At_2": filledAt(-1), "CreatedAt": filledAt(1), "ExpiresAt": filledAt(0),
		"UsedAt": filledAt(30),
		"Chain":  "read", "Seq": 0, "Seq_2": people * 4, "DefinitionKey": "p", "DefinitionVersion": 1, "MasterKey": "m",
		"Token": "token-1", "Link": "link-1", "Browser": "browser-1", "Address": "address-1", "Asker": "asker-1",
		"AttemptID": "attempt-1", "Name": "", "SupervisionID": "supervision-7", "Replaces": "supervision-7", "Need": "",

		"FindAccount.ID": worker, "ScopeOfAccount.ID": worker, "FindPageAuthor.ID": worker, "FindAttempt.ID": "attempt-1",
		"FindDraft.ID": "draft-80", "FindDue.ID": "due-20", "FindDueAddress.ID": "due-20", "FindTeam.ID": team,
		"FindStudy.ID": filledStudy, "ScopeOfStudy.ID": filledStudy, "ScopeOfTeam.ID": team, "FindSignIn.ID": "sign-in-1",
		"FindOwnSession.ID": "session-0", "FindSupervision.ID": "supervision-7",
		"FindOrganisation.ID": filledOrganisation,
		"FindFollowUpID.ID":   "follow-up-0", "FindWorkbookAnswer.ID": "answer-0", "ListFormerIdentities.ID": "identity-1",
		"FindEarlierCourse.ID": "earlier-1", "FindIdentityBefore.ID": "earlier-1",
		"ListParticipantsInStage.Stage": "referred", "CountParticipantsInStage.Stage": "referred",
		"ListInvited.Stage":   "invited",
		"CountDeclined.Stage": "declined", "CountParticipantsInStageDischargedBy.Stage": "referred",
		"ListFollowUps.Stage": "withdrawn", "ListFollowUps.Column3": "now", "CountFollowUps.Stage": "withdrawn",
		"ListFollowUpsOf.Stage": "withdrawn", "FindFollowUps.Stage": "withdrawn",
		"ListDueAbout.Kind": "course.remind", "CountDueAbout.Kind": "course.remind",
		"ListOpenDueFor.Kind": "follow_up.due",
		"FindChain.Chain":     "change", "ListUnmatchedInStudies.DischargedOn": day(180),
		"CountWaiting.DischargedOn": day(365),
		"ListWaiting.DischargedOn":  day(365), "CountParticipantsInStageDischargedBy.DischargedOn": day(100),
		"ListWaiting.Column15": 25, "ListWaiting.Column16": 0,
		"ListParticipantsOfTeam.Column4": 25, "ListParticipantsOfTeam.Column5": 0, "ListFollowUps.Column4": day(0),
		"ListNewestEntries.Seq": people*4 - 500, "ListNewestEntries.At": filledAt(30),
		"RestsAfter": day(50), "ListAttemptsBefore.CreatedAt": filledAt(690),
		"ListEntries.Seq": people * 3, "ListEntryRows.Seq": people * 3,
		"ListEntryRows.Seq_2": people*3 + 500,
		"ListEntryPeople.Seq": people * 3, "ListEntryPeople.Seq_2": people*3 + 500, "CountEntriesBy.Seq": people*4 - 50,
	}
	for i, n := range course.Needs() {
		for _, query := range []string{"ListWaiting", "CountWaiting"} {
			name := query + ".Need"
			if i > 0 {
				name += "_" + strconv.Itoa(i+1)
			}
			with[name] = string(n)
		}
	}
	return with
}

// narrowed are the other ways in which pages ask a query, each with what differs then.
func narrowed(query string, with givenValues) map[string]givenValues {
	worker, team := with["WorkerID"], with["TeamID"]
	common := givenValues{"Digest": "common-1", "Digest_2": "common-1", "Digest_3": "common-1"}
	switch query {
	case "ListVisited":
		return map[string]givenValues{"of a worker": {"Column5": worker}, "who are paused": {"Column6": "paused"},
			"of a team": {"Column7": team}, "today": {"Column8": with["OtherUntil"]}}
	case "CountVisited":
		return map[string]givenValues{"of a worker": {"Column3": worker}, "who are paused": {"Column4": "paused"},
			"of a team": {"Column5": team}}
	case "ListWaiting":
		return map[string]givenValues{"of a team": {"Column14": team}, "of a worker": {"Column18": worker},
			"who are paused": {"Column20": "paused"}, "to be asked": {"Column21": "stopping"}}
	case "CountWaiting":
		return map[string]givenValues{"of a team": {"Column14": team}, "of a worker": {"Column16": worker},
			"who are paused": {"Column18": "paused"}, "to be asked": {"Column19": "stopping"}}
	case "ListParticipantsInStage":
		return map[string]givenValues{"of a team": {"Column3": team}, "as they stand": {"Column6": "referred"},
			"declined": {"Stage": "declined", "Column6": "declined"}, "accepted": {"Stage": "accepted"},
			"consented": {"Stage": "consented", "Column6": "consented"}}
	case "CountParticipantsInStage":
		return map[string]givenValues{"of a team": {"Column3": team}, "accepted": {"Stage": "accepted"}}
	case "ListParticipantsOfTeam":
		return map[string]givenValues{"as they stand": {"Column3": "consented"}}
	case "ListInvited":
		return map[string]givenValues{"of a team": {"Column3": team}}
	case "ListFollowUps":
		return map[string]givenValues{"later": {"Column3": "later"}, "held": {"Column3": "held"}, "done": {"Column3": "done"},
			"of a team": {"Column5": team}, "as they stand": {"Column8": "consented"}}
	case "CountFollowUps":
		return map[string]givenValues{"of a team": {"Column4": team}}
	case "FindPeople":
		return map[string]givenValues{"of a team": {"Column6": team}, "of a common name": common}
	case "FindVisited", "FindFollowUps":
		return map[string]givenValues{"of a common name": common}
	case "ListStaff":
		return map[string]givenValues{"in a role": {"Column2": "lead"}, "of a team": {"Column3": team}}
	case "ListWorries", "ListLifeNews":
		return map[string]givenValues{"of a team": {"Column4": team}, "settled": {"Standing": 2, "Standing_2": 2},
			"all": {"Standing": 0, "Standing_2": 2}}
	case "ListOpenDoubts", "ListSettledDoubts":
		return map[string]givenValues{"of a team": {"Column4": team}}
	case "ListSupportRequests":
		return map[string]givenValues{"of a worker": {"Column4": worker}}
	}
	return nil
}

var valueMark = regexp.MustCompile(`\$(\d+)`)

// valuesFor is what a query is asked with, in its order.
func valuesFor(t *testing.T, q query, names []string, people int, with, only givenValues) []any {
	t.Helper()
	marks := 0
	for _, m := range valueMark.FindAllStringSubmatch(q.text, -1) {
		i, _ := strconv.Atoi(m[1])
		marks = max(marks, i)
	}
	values := make([]any, marks)
	if journalQueries[q.name] == q.text { // it is given its owners, and their course
		for i := range values {
			values[i] = filledPerson(people - 1 - i%50)
			if !strings.Contains(q.text, "participant_id") {
				values[i] = filledAccount(i % (people / everyWorker))
			}
		}
		return values
	}
	if len(names) != marks {
		t.Fatalf("%s is given %v", q.name, names)
	}
	for i, name := range names {
		value, known := only[name]
		for _, key := range []string{q.name + "." + name, name, strings.TrimRight(name, "_0123456789")} {
			if !known {
				value, known = with[key]
			}
		}
		if !known {
			t.Errorf("what is %s of %s?", name, q.name)
		}
		values[i] = value
	}
	return values
}
