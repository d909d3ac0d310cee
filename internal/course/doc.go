// Package course owns somebody's visits, from the first appointment to the
// ending: what is planned, moved, cancelled and held, the window that it has to
// fit, the letters and notes about it, and the parting. It refuses to know how
// somebody came to have visits and what came of them afterwards.
package course
