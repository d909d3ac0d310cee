// Package life owns what matters more than a programme: acute care again, loss
// of capacity, moving away, a death, its being over, what each pauses or stops,
// and who hears the news. It refuses to know visits: course asks it whether they
// go on.
package life
