package people

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"footbridge.org/footbridge/internal/content"
	"footbridge.org/footbridge/internal/identity"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/form"
	"footbridge.org/footbridge/internal/web/ui"
	"footbridge.org/footbridge/internal/workbook"
)

// formOf is what the form is called that t was typed into; nothing, where its name
// depends on who it is about.
func formOf(v say.Voice, t identity.Typed) string {
	if page := bookPage(t); page.Key != "" {
		return v.Say("draft.workbook", page.Title)
	}
	keys := []string{"draft.form." + t.Noun, t.Noun + ".title"}
	if t.Noun == "referral" && t.About() == "" { // other forms have its words too
		keys = []string{"referral.form.title"}
	}
	for _, key := range keys {
		if say.Has(key) && !strings.Contains(v.Say(key), "%") {
			return v.Say(key)
		}
	}
	return ""
}

// bookPage is the page of the workbook that t was typed on; the zero page elsewhere.
func bookPage(t identity.Typed) workbook.Page {
	rest, is := strings.CutPrefix(t.Path(), "/workbook/")
	module, key, one := strings.Cut(rest, "/")
	if !is || !one {
		return workbook.Page{}
	}
	return content.WorkbookPage(module, key)
}

// DraftWords are the words that somebody typed, each under what the form asked for. What the
// form opened with is left out, unless they changed nothing: then it is what they sent.
// What has no words of its own in the catalogue, as a name that a machine gave, is
// shown only if somebody may have typed it.
func DraftWords(v say.Voice, t identity.Typed) ui.SummaryList {
	var all, changed ui.SummaryList
	page := bookPage(t)
	for _, name := range namesOf(t, page) {
		text := valueOf(v, t, page, name)
		if text == "" {
			continue
		}
		label := v.Say("draft.words")
		if key := t.Noun + "." + name + ".label"; say.Has(key) {
			label = v.Say(key)
		}
		if f, is := page.Field(firstPart(name)); is {
			label = f.Prompt
		}
		if asked := askedUnder(t, name); asked != "" {
			label = asked
		}
		line := ui.SummaryLine{Key: label, Values: strings.Split(text, "\n")}
		all.Lines = append(all.Lines, line)
		if isChanged(t, page, name) {
			changed.Lines = append(changed.Lines, line)
		}
	}
	if len(changed.Lines) == 0 {
		return all
	}
	return changed
}

// isChanged tells whether somebody changed what the form opened with under name.
func isChanged(t identity.Typed, page workbook.Page, name string) bool {
	if f, is := page.Field(firstPart(name)); is {
		typed := workbook.Read(f, t.Values, programme.Date{})
		return workbook.Digest(typed) != workbook.ReadBase(t.Values, f.Key).Hash
	}
	return form.Changed(t.Values, name)
}

// firstPart is the field of a page that a control of that name is a part of.
func firstPart(name string) string {
	first, _, _ := strings.Cut(name, ".")
	return first
}

// parts are those of a day, which is read as one.
var parts = []string{".day", ".month", ".year"}

// askedUnder is what the programme asks under name: whether somebody is eligible, or what
// they agree to, in the words that were on the page; else nothing.
func askedUnder(t identity.Typed, name string) string {
	field, key, _ := strings.Cut(name, ".")
	d, err := content.Programme(t.Asked)
	if err != nil {
		return ""
	}
	line, _ := d.Line(key)
	item, _ := d.Item(key)
	switch {
	case field == "eligibility":
		return line.Text
	case field == "items" && t.Values.Get("version."+key) == strconv.Itoa(item.Version):
		return item.Text
	}
	return ""
}

// pressed are what a page of the workbook calls its buttons, and where they lead.
var pressed = []string{workbook.RowButtonName, ui.OnwardField, "choice", "from"}

// namesOf lists the names of what was typed in the form's order, those of a day as one.
func namesOf(t identity.Typed, page workbook.Page) []string {
	var names []string
	for _, name := range form.InOrder(t.Order, t.Values) {
		for _, part := range parts {
			name = strings.TrimSuffix(name, part)
		}
		if page.Key != "" && slices.Contains(pressed, name) {
			continue
		}
		if !slices.Contains(names, name) && !strings.HasSuffix(name, ".base") &&
			!form.Untyped(t.Values, name) && !form.Aside(t.Values, t.Form, name) {
			names = append(names, name)
		}
	}
	return names
}

// valueOf is what was typed under name, as its author would read it.
func valueOf(v say.Voice, t identity.Typed, page workbook.Page, name string) string {
	var texts []string
	for _, part := range parts {
		if text := strings.TrimSpace(t.Values.Get(name + part)); text != "" {
			texts = append(texts, text)
		}
	}
	if len(texts) > 0 {
		return strings.Join(texts, " ")
	}
	field, _ := page.Field(firstPart(name))
	for _, value := range t.Values[name] {
		value = strings.ReplaceAll(strings.TrimSpace(value), "\r\n", "\n")
		i := slices.IndexFunc(field.Choices, func(c workbook.Choice) bool { return c.Key == value })
		switch said := cmp.Or(listedWords(t, name, value), chosenWords(v, t.Noun, name, value)); {
		case i >= 0:
			texts = append(texts, field.Choices[i].Text)
		case said != "":
			texts = append(texts, said)
		case identity.IsWord(value):
			texts = append(texts, value)
		}
	}
	return strings.Join(texts, ", ")
}

// listedWords is what the programme calls value, where the form offers one of its lists.
func listedWords(t identity.Typed, name, value string) string {
	d, err := content.Programme(t.Asked)
	if err != nil {
		return ""
	}
	var list []programme.Reason
	switch t.Noun + "." + name {
	case "screening.reason":
		list = d.DeclineReasons
	case "workers.clearance.key":
		list = d.Workers.Clearances
	}
	if i := slices.IndexFunc(list, func(r programme.Reason) bool { return r.Key == value }); i >= 0 {
		return list[i].Text
	}
	return ""
}

// chosenWords is what the form calls value, where that is something to choose.
func chosenWords(v say.Voice, noun, name, value string) string {
	keys := []string{noun + "." + name + "." + value}
	for _, prefix := range form.SaidUnder(name) {
		keys = append(keys, prefix+value)
	}
	if value == "yes" || value == "no" {
		keys = append(keys, "ui."+value)
	}
	if i := slices.IndexFunc(keys, say.Has); i >= 0 && value != "" {
		return v.Say(keys[i])
	}
	return ""
}
