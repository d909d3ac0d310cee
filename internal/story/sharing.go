package story

import (
	"fmt"
	"strings"

	appworkbook "footbridge.org/footbridge/internal/app/workbook"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/workbook"
)

// A Tap is one press of the switch that says who can see a page, sent or not.
type Tap struct {
	who *Person
	act workbook.Act
	on  appworkbook.PageAct
}

// Taps presses the switch of a page of p's workbook. where is as OpensPage has
// it.
func (p *Person) Taps(act workbook.Act, where string) Tap {
	p.tapped++
	module, page, _ := strings.Cut(where, "/")
	key := ID[id.Sharing](p.org.s.seed, fmt.Sprintf("sharing/%s/%s/%d", p.name, where, p.tapped))
	return Tap{p, act, appworkbook.PageAct{ID: key, Module: module, Page: page}}
}

// Sends sends it. Sent again, it is the second tap.
func (t Tap) Sends() Answer {
	s := t.who.org.s
	if t.act == workbook.TakeBack {
		return s.answer(s.books().TakeBackPage(s.ctx, t.who.themselves(), t.on))
	}
	return s.answer(s.books().SharePage(s.ctx, t.who.themselves(), t.on))
}

// Shares lets the worker who visits p read a page.
func (p *Person) Shares(where string) Answer { return p.Taps(workbook.Share, where).Sends() }

// StopsSharing takes a page back.
func (p *Person) StopsSharing(where string) Answer { return p.Taps(workbook.TakeBack, where).Sends() }

// ReadsWhoSees is what p reads of who can see what.
func (p *Person) ReadsWhoSees() (appworkbook.AccessOverview, Answer) {
	s := p.org.s
	all, err := s.books().SeeSharing(s.ctx, p.themselves())
	return all, s.answer(err)
}

// Previews is a page of p's own as the worker who visits them would see it.
func (p *Person) Previews(where string) (appworkbook.SharedPage, Answer) {
	s := p.org.s
	module, page, _ := strings.Cut(where, "/")
	found, _, err := s.books().PreviewPage(s.ctx, p.themselves(), module, page)
	return found, s.answer(err)
}

// ListsShared is which pages m sees that p shares.
func (m *Staff) ListsShared(p *Person) (appworkbook.SharedPages, Answer) {
	s := m.org.s
	c, err := s.books().ListShared(s.ctx, m.Actor(), p.ID())
	return c, s.answer(err)
}

// ReadsShared is a page of p's that m opens.
func (m *Staff) ReadsShared(p *Person, where string) (appworkbook.SharedPage, Answer) {
	s := m.org.s
	_, page, _ := strings.Cut(where, "/")
	found, err := s.books().SeeShared(s.ctx, m.Actor(), p.ID(), page)
	return found, s.answer(err)
}
