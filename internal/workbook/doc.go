// Package workbook owns the self-management workbook: its definition as data
// (modules, pages, fields), the answers that a person gives, what becomes of
// two edits that meet, and which pages are shared. Its values are pure. Each
// has a Check that reports every rule it breaks, with the form field that
// broke it. Everything may be left empty: no rule asks for an answer.
//
// It refuses storage, screens, permission and the clock: the caller brings
// today. It refuses to measure a life: a page is begun or it is not, and there
// is no percentage. It knows nothing of arms: everybody's workbook is the same.
package workbook
