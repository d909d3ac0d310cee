// Package ui owns how a page is put together: the frame round it, the
// components in it, and the answer that carries it. It refuses decisions: it
// holds no rule of the service, asks no policy, reads no request but for the
// helpers that keep what was typed.
//
// # A page
//
// A page is a struct and a template of one name. The handler's package holds
//
//	var referralForm = ui.NewPage[referralFormView]("referral_form")
//
// and templates/pages/referral_form.html holds what stands between header and
// footer, with the struct as its dot: an <h1>, paragraphs, and one call for
// each component.
//
//	{{template "error_summary" .Problems}}
//	<h1>{{say "referral.form.title"}}</h1>
//	{{template "form" .Form}}
//	{{template "input" .GivenName}}
//	{{template "date" .DischargedOn}}
//	{{template "end_form" .Form}}
//
// Every component is a struct of this package and a partial of the same name
// in lower case (Input and "input", ErrorSummary and "error_summary"). They are
// passed as values, never as pointers; a component that is not wanted is its
// zero value. The gallery at /components shows all of them.
//
// The partials that have no struct of their own name: "link", "back" and
// "contact" take a Link, a Link and a Contact; "date" a DateInput; "form" opens
// a Form and "end_form" closes it; "open_details" and "close_details" do so
// with a Details. The fields of a workbook's page are drawn by Answering, and
// "answer_field" shows any of them ("list", "columns", "dial", "contacts",
// "ladder" and "goal" show one kind). A page's own markup may use these classes and no others:
//
//	fb-lead         the one line under the heading that says why the page is there
//	fb-quiet        quiet words: dates, hours, methods
//	fb-card         a section on its own ground; with fb-card--today, what is next
//	fb-record       sections below each other, and in two columns on a desk
//	fb-side         controls of a form that belong together, side by side where there is room
//	fb-named        a heading, with the tags that belong to it beside it
//	fb-tags         a row of tags
//
// A form's list is made of Controls: components that are filled in, and words
// between them (Heading, Text, Quiet, a Table). Listed turns them into Fields,
// which a template ranges over with {{template "fields" .Fields}}; with the form
// they stand in they are Questions, and {{template "questions" .Questions}} shows
// all of it. Package form makes both.
//
// A page that is a list, under a heading, is a ListPage of Controls and has no
// template of its own; with a form to add to the list it is a Step of package
// form, the list above the questions.
//
// Fields builds the controls of a form from the catalogue: with
// f := ui.NewFields(voice, "referral", problems), f.Input("given_name", typed)
// takes its label from referral.given_name.label, its hint from
// referral.given_name.hint when there is one, and its error from the problems.
//
// # An answer
//
//	return referralForm.Render(view, voice.Say("referral.form.title")), nil   // 200
//	return referralForm.Invalid(view, voice.Say("referral.form.title")), nil  // 422, "Error: " before the title
//	return ui.Redirect(path).Saying("referral.saved"), nil                    // 303, the sentence on the next page
//
// The wrapper in web fills a Shell and calls Write. ErrorPage is what it shows
// when something went wrong.
//
// # Tests
//
// uitest.CheckAll holds every page against its type; uitest.Faults finds, in a
// page as it was sent, what the content policy would refuse, controls without
// labels and headings out of order; uitest.Unsaid finds words that bypass the
// catalogue.
//
// # What a template may call
//
//	say "key" args…   the catalogue's sentence
//	day t             Tuesday 1 December 2026
//	shortDay t        1 December 2026
//	clock t           10:00
//	moment t          Tuesday 1 December 2026, 10:00
//	date d            Tuesday 1 December 2026, of a programme.Date
//	shortDate d       1 December 2026, of a programme.Date
//	nhsNumber s       943 476 5919
//	static "name"     the address of a file in web/static
//
// Times are put in the Shell's zone first, Europe/London when it has none.
package ui
