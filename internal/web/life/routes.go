// Package life owns the pages of what happens in somebody's life, and of worries
// about them: entering either, and what becomes of the news. It refuses rules: it
// reads what was sent, calls one use case of app/care, and says what to show.
package life

import (
	appcare "footbridge.org/footbridge/internal/app/care"
	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/web/person"
	"footbridge.org/footbridge/internal/web/route"
)

// handlers are what the routes share.
type handlers struct {
	care   *appcare.Care
	kernel *kernel.Kernel
}

// Routes are the addresses of this area.
func Routes(k *kernel.Kernel, c *appcare.Care) []route.Route {
	h := &handlers{c, k}
	routes := []route.Route{
		route.Get(ListPath, authz.ListLife, h.getLifeList),
		route.Get(person.WorryListPath, authz.ListWorries, h.getWorries),
		route.Get("/people/{participant}/worry/saved", authz.AskWorry, h.getWorrySaved),
	}
	routes = append(routes, h.lifeForms()...)
	return append(routes, h.worryForms()...)
}
