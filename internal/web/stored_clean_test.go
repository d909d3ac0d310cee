package web_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"footbridge.org/footbridge/internal/clean"
	"footbridge.org/footbridge/internal/crypt"
	"footbridge.org/footbridge/internal/store/storetest"
	"footbridge.org/footbridge/internal/story"
)

// A field needs no test of what is said here: each of every form is sent with what nobody
// sees in it, and nothing of that is stored or shown. A field of one line keeps one, a field
// with room to write its lines.
func TestWhatIsStoredOfEveryFieldIsClean(t *testing.T) {
	storetest.InTheWholeRun(t)
	url := storetest.SQLiteMigrated(t, story.Migrated)
	h := build(t, url)
	sent := map[string]bool{}
	for _, p := range h.pagesWithForms() {
		for _, f := range h.forms(p.who, p.path) {
			if strings.HasSuffix(f.action, "/take-back") {
				continue // then the other forms have nobody to ask about
			}
			for _, answer := range []func(*question) string{wordsAlone, plausibleAnswer} {
				dirty := f.filled(func(q *question) string { return soil(q, answer(q)) })
				_, body, _ := h.ask(http.MethodPost, f.action, p.who.token, dirty)
				if lines := mixed(body); lines != "" || strings.ContainsAny(body, unseen) {
					t.Errorf("%s shows what isn't clean, or other lines than were typed: %s", f.action, lines)
				}
			}
			sent[f.action] = true
		}
	}
	if len(sent) < 20 {
		t.Errorf("only %d forms were sent", len(sent))
	}
	ways := map[string]int{}
	for place, text := range storedTexts(t, url) {
		if clean.Text(text) != text {
			t.Errorf("%s holds what isn't clean: %+q", place, text)
		}
		if lines := mixed(text); lines != "" && !strings.HasPrefix(place, "draft") {
			t.Errorf("%s holds other lines than were typed: %s", place, lines)
		}
		for _, m := range marked.FindAllString(text, -1) {
			ways[m]++
		}
	}
	if len(ways) < 10 {
		t.Errorf("only %v was stored", ways)
	}
}

// unseen is what nobody sees of what each field is sent with.
const unseen = "\x00\x1b\u202e\u200b\u2066"

// soil puts unseen characters into an answer, and a second line into words.
func soil(q *question, answer string) string {
	switch {
	case answer == typedIn(q.name) && q.kind == "textarea":
		return "room." + q.name + "\x1b\r\nend." + q.name + "\u202e"
	case answer == typedIn(q.name):
		return "line." + q.name + "\x00\r\nend." + q.name + "\u202e"
	case answer == "" || q.kind == "radio" || q.kind == "checkbox" || q.kind == "select":
		return answer
	}
	return "\u2066" + answer + "\x00\u200b"
}

var (
	marked     = regexp.MustCompile(`\b(?:room|line)\.[a-z_.]+`)
	lineParted = regexp.MustCompile(`\bline\.[a-z_.]+\n`)
	roomJoined = regexp.MustCompile(`\broom\.[a-z_.]+ +end\.`)
)

// mixed is where a text has two lines of what was typed in one, or one of two.
func mixed(text string) string {
	return strings.Join(append(lineParted.FindAllString(text, -1), roomJoined.FindAllString(text, -1)...), ", ")
}

// storedTexts is every text of a database by where it is, those that are sealed too: with
// each key that there is, each sealed value is tried.
func storedTexts(t *testing.T, url string) map[string]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(url, "sqlite:"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	master, err := crypt.NewMaster(bytes.Repeat([]byte{3}, crypt.SecretSize))
	if err != nil {
		t.Fatal(err)
	}
	var keys []*crypt.Person
	for _, row := range everyRow(t, db, "person_key") {
		key, err := master.Unwrap(fmt.Sprint(row["id"]), row["wrapped"].([]byte))
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key)
	}
	texts := map[string]string{}
	for _, table := range everyRow(t, db, "sqlite_schema") {
		name := fmt.Sprint(table["name"])
		if table["type"] != "table" || strings.HasPrefix(name, "goose") || strings.HasPrefix(name, "sqlite") {
			continue
		}
		for i, row := range everyRow(t, db, name) {
			for column, value := range row {
				place := fmt.Sprintf("%s.%s of row %d", name, column, i)
				switch v := value.(type) {
				case string:
					texts[place] = v
				case []byte:
					opened(keys, name, column, row, v, func(text string) { texts[fmt.Sprint(place, len(texts))] = text })
				}
			}
		}
	}
	return texts
}

// opened hands over each text of a sealed value, if one of keys opens it.
func opened(keys []*crypt.Person, table, column string, row map[string]any, sealed []byte, found func(string)) {
	for _, at := range row {
		for _, key := range keys {
			plain, err := key.Open(crypt.Place{Table: table, Column: column, Row: fmt.Sprint(at)}, sealed)
			if err != nil {
				continue
			}
			var value any
			if json.Unmarshal(plain, &value) != nil {
				found(string(plain))
				return
			}
			eachText(value, found)
			return
		}
	}
}

func eachText(value any, found func(string)) {
	switch v := value.(type) {
	case string:
		found(v)
	case []any:
		for _, x := range v {
			eachText(x, found)
		}
	case map[string]any:
		for name, x := range v {
			found(name)
			eachText(x, found)
		}
	}
}

func everyRow(t *testing.T, db *sql.DB, table string) (list []map[string]any) {
	t.Helper()
	rows, err := db.Query("SELECT * FROM " + table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, into, row := make([]any, len(columns)), make([]any, len(columns)), map[string]any{}
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for i, c := range columns {
			row[c] = values[i]
		}
		list = append(list, row)
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return list
}
