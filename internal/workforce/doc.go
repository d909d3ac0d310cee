// Package workforce owns the people who visit: workers with their hours,
// clearances and training, who can be matched with whom and why, supervision
// held, and feedback. Its values are pure. Each has a Check that reports every
// rule it breaks. It refuses storage, screens, permission and the clock;
// distances it was not given; a reason why somebody wants another worker, or
// why a training was adjusted; and counts about so few workers that a count is
// a name.
package workforce
