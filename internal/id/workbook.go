package id

// The workbook's ids.
type (
	Operation string // one saving of answers: drawn by the device or the form
	Sharing   string // a page shared, or taken back
)
