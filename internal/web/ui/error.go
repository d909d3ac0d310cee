package ui

// ErrorView is what the one page for everything that went wrong shows. Its
// words are chosen by the wrapper from the error's key.
type ErrorView struct {
	Title  string
	Texts  []string
	Ring   CareCard // where it can't wait
	Action Button
	Again  Form        // sends once more what could not be taken
	Typed  SummaryList // what somebody had written in a form that can't be sent any more
}

// ErrorPage is that page, for 403, 404, 409, 429, 500 and 503. Send it with
// ErrorPage.With(status, view, title).
var ErrorPage = NewPage[ErrorView]("error")
