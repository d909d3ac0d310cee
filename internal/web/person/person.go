// Package person owns how somebody is put in words on the pages of more than one
// area: how to reach them and what to be careful of, where they are on the
// pathway, and the addresses of their pages. It refuses pages: it makes the parts
// that those show.
package person
