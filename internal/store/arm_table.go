package store

import (
	"regexp"
	"strings"
)

// armTables are the tables that reveal, directly or not, who is in which arm of
// a study, each with how: anybody who is visited is in the arm with visits. Nothing
// that a masked role asks may read one. Tests watch by this list which queries a
// role's pages run; a table that stands neither here nor in alikeTables fails
// one of them.
var armTables = map[string]string{
	"allocation":        "the arm itself",
	"home_note_since":   "may be written by the worker who visits",
	"match":             "who visits somebody",
	"match_end":         "that somebody was visited",
	"match_fact":        "that somebody or their worker was told of the match",
	"course_fact":       "visits, planned and held",
	"ending_fact":       "how the visits end",
	"note_copy":         "the note about a visit",
	"letter":            "drawn from the visits",
	"worry":             "may be raised at a visit, by the worker",
	"worry_fact":        "what became of such a worry",
	"life_event":        "names the worker of then",
	"life_fact":         "that the worker was told",
	"feedback":          "may speak of the visits",
	"support_request":   "asked from a visit",
	"support_answer":    "to such a request",
	"sharing":           "is with the worker who visits",
	"telling":           "what staff tell somebody of their visits",
	"visiting":          "who visits somebody, and who wants no more visits",
	"waiting":           "that somebody waits for a worker, or for the first visit to be planned",
	"visited_before":    "that somebody was visited, and by whom",
	"covering":          "that somebody is visited, and by whom this one time",
	"visit_day":         "that somebody is visited, by whom and when",
	"held_by":           "that somebody was visited, by whom and when",
	"withdrawal":        "may be from visits only",
	"undoing_of_visits": "that a match, a letter, an ending, an event of life, a stopping of visits or a telling was taken back",
	"workbook_answer":   "somebody's own words, which may speak of anything",
	"workbook_choice":   "goes with such words",
	"entry":             "the trail says that a visit was written up, and about which id",
	"entry_row":         "likewise, with the table",
	"entry_person":      "likewise, of lists",
}

// armViews are the views that read one of them.
var armViews = map[string]string{
	"being_visited":     "who visits somebody",
	"own_no":            "where somebody stands exactly",
	"own_stop":          "may be of visits only",
	"stopped_elsewhere": "likewise",
	"to_ask":            "likewise, and names who visits somebody",
}

// alikeTables are the others, each with what it holds for both arms alike.
var alikeTables = map[string]string{
	"account":            "who signs in, participants of both arms among them",
	"account_correction": "what staff are called, and how they are reached",
	"address":            "by which address",
	"attempt":            "what is done at the door, by whoever it is",
	"chain":              "the ends of the trails, which say how long they are",
	"consent":            "comes before an arm",
	"counter":            "of people in no study",
	"correction":         "what was known wrongly of somebody, whichever arm they are in",
	"declining":          "comes before an arm",
	"doubt":              "whoever works with somebody says so, in either arm; who did is for those who may know of visits",
	"doubt_answer":       "what became of it",
	"earlier_course":     "what both arms share of a course that somebody was in before",
	"draft":              "an author's own words, which nobody else reads until they hand them to the lead",
	"due":                "messages of visits are among it: pages count its rows and read none",
	"due_try":            "likewise",
	"episode":            "acute care; where it is known from is sealed, and no query of a masked role selects it",
	"finding_key":        "the installation's",
	"follow_up":          "falls due by dates that both arms share",
	"follow_up_call":     "what the assessor entered",
	"help_line":          "the organisation's",
	"home_note":          "comes with the referral",
	"identity":           "who somebody is",
	"invitation":         "comes before an arm",
	"life":               "what an earlier build kept there: that everything waits, or has stopped",
	"joined_record":      "which records are of one person, and what both arms share of how far each has come",
	"lone_working":       "the organisation's",
	"lookup":             "who somebody is",
	"organisation":       "nobody's",
	"own_number":         "how somebody signs in",
	"participant":        "but for worker_id of an earlier build, which ReadsArm knows of",
	"person_key":         "everybody has one",
	"referral":           "comes before an arm",
	"remembered_phone":   "how somebody signs in",
	"reported":           "of people in no study",
	"role_grant":         "what staff do",
	"rotation":           "the system's",
	"same_person":        "that two records are of one person",
	"screening":          "comes before an arm",
	"sender":             "the organisation's",
	"session":            "where somebody is signed in",
	"sign_in":            "how somebody signed in",
	"standing":           "where somebody stands as everybody may know it, and the day of a death, a pause, a move or a withdrawal",
	"study":              "the study's own",
	"supervision":        "of workers together, whomever they visit",
	"supervision_came":   "likewise",
	"taking_part":        "that somebody is in a study, and since when",
	"team":               "who refers",
	"undoing":            "that a decision, an invitation, a consent or a declining was taken back: all come before an arm",
	"verification":       "the system's",
	"backup":             "the system's",
	"worker_fact":        "a worker's clearances and training, whomever they visit",
}

// ArmTables lists the tables that reveal an arm, by name, each with how it does.
func ArmTables() []Exception { return exceptions(armTables) }

var (
	sqlComment = regexp.MustCompile(`(?m)--.*$`)
	sqlWord    = regexp.MustCompile(`\w+`)
	logsALook  = regexp.MustCompile(`^\s*INSERT INTO entry(_row|_person)?\b`)
)

// ReadsArm names what of a query reveals an arm: a table of armTables, a view of one, or a
// column in which a worker stands. The policy itself asks who visits somebody
// before it lets anybody in who isn't masked, and of a masked worker whether they
// visit somebody themselves; and every look is written to the trail: these are no
// reading of the asker's.
func ReadsArm(query string) (what string, reveals bool) {
	text := sqlComment.ReplaceAllString(query, "")
	if logsALook.MatchString(text) || ReadsForPolicy(query) || strings.Contains(query, "-- name: VisitedBy ") {
		return "", false
	}
	for _, word := range sqlWord.FindAllString(text, -1) {
		name := strings.ToLower(word)
		if armTables[name] != "" || armViews[name] != "" || word == "worker_id" {
			return word, true
		}
	}
	return "", false
}

// ReadsForPolicy finds the queries by which the policy knows who visits somebody, or comes
// in that worker's place. They aren't run for anybody who is masked.
func ReadsForPolicy(query string) bool {
	return strings.Contains(query, "-- name: ScopeOfParticipant ") || strings.Contains(query, "-- name: ListCovering ")
}
