package form

import (
	"fmt"
	"net/http"
	"time"

	"footbridge.org/footbridge/internal/app/kernel"
	"footbridge.org/footbridge/internal/authz"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/programme"
	"footbridge.org/footbridge/internal/web/route"
)

// A Purpose is what a form's ids are drawn for. It names the form. Without one a
// form carries none: sending it twice is harmless by itself.
type Purpose struct {
	kernel drawer
	name   string
	field  string
}

// A drawer draws secret bytes for a purpose.
type drawer interface {
	Draw(purpose string, n int) []byte
	Now() time.Time
}

// Draws draws the ids of the form called purpose.
func Draws(k *kernel.Kernel, purpose string) Purpose { return Purpose{k, purpose, "id"} }

// As has the form carry its id under another name.
func (p Purpose) As(field string) Purpose {
	p.field = field
	return p
}

// id draws one for a form about key, which who opens now. A key of several parts
// says in its String for whom.
func (p Purpose) id(key any, who authz.Actor, again string) string {
	if p.kernel == nil {
		return ""
	}
	purpose := p.name + "/" + fmt.Sprint(key) + "/" + string(who.Account) + "/" + p.kernel.Now().String() + again
	return id.From[string]([16]byte(p.kernel.Draw(purpose, 16)))
}

func opened(r *http.Request, who authz.Actor, p Purpose, key any) *Sent {
	s := &Sent{ID: p.id(key, who, ""), field: p.field, zone: route.Zone(r),
		draw: func(name string) string { return p.id(key, who, name) }}
	if p.kernel != nil {
		s.today = programme.Of(p.kernel.Now(), s.zone)
	}
	return s
}

// received takes what was sent. An id that is missing or malformed is drawn
// anew: then there was nothing to send twice.
func received(r *http.Request, who authz.Actor, p Purpose, key any) *Sent {
	s := opened(r, who, p, key)
	s.was, s.values, s.order, s.draft = true, r.PostForm, OrderOf(r), DraftOf(r)
	for _, name := range []string{"id", p.field} { // the first is of a page that an earlier build drew
		if sent, err := id.Parse[string](r.PostForm.Get(name)); err == nil {
			s.ID = sent
		}
	}
	return s
}

// In reads an id from the address. What is malformed is absent.
func In[T ~string](name string) func(*http.Request, authz.Actor) (T, error) {
	return func(r *http.Request, _ authz.Actor) (T, error) { return route.ID[T](r, name) }
}

// Themselves is the participant who asks.
func Themselves(_ *http.Request, who authz.Actor) (id.Participant, error) {
	return who.Participant, nil
}

// Here is for a page that is about nothing in particular.
func Here(*http.Request, authz.Actor) (struct{}, error) { return struct{}{}, nil }
