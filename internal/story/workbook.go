package story

import (
	"fmt"
	"maps"
	"net/url"
	"strings"

	appworkbook "footbridge.org/footbridge/internal/app/workbook"
	"footbridge.org/footbridge/internal/id"
	"footbridge.org/footbridge/internal/workbook"
)

// A Sheet is a page of somebody's workbook as it lies open before them, in one
// tab. What is saved elsewhere meanwhile does not change it.
type Sheet struct {
	Page appworkbook.Page

	form url.Values
	op   id.Operation
	who  *Person
}

// Says are answers by the keys of their fields.
type Says map[string]workbook.Answer

func (s *Service) books() *appworkbook.Workbooks { return &appworkbook.Workbooks{Kernel: s.Kernel} }

// OpensPage opens a page of p's workbook in a tab of its own. where is its
// module and its key, as in keeping-well/toolbox.
func (p *Person) OpensPage(where string) *Sheet {
	s := p.org.s
	s.t.Helper()
	module, key, _ := strings.Cut(where, "/")
	page, err := s.books().SeePage(s.ctx, p.themselves(), module, key)
	s.must("opening "+where, err)
	p.opened++
	sheet := &Sheet{Page: page, form: url.Values{}, who: p,
		op: ID[id.Operation](s.seed, fmt.Sprintf("operation/%s/%s/%d/%s", p.name, where, p.opened, s.Clock.Now()))}
	for _, f := range page.Page.Fields {
		maps.Copy(sheet.form, workbook.Form(f, workbook.ForDay(f, page.Kept.Of(f), page.Today)))
		sheet.form.Set(workbook.BaseName(f.Key), page.Kept[f.Key].Base().String())
	}
	return sheet
}

// Says types answers in the place of what is there.
func (s *Sheet) Says(answers Says) *Sheet {
	s.who.org.s.t.Helper()
	for key, a := range answers {
		f, there := s.Page.Page.Field(key)
		if !there {
			s.who.org.s.t.Fatalf("this page has no field called %s", key)
		}
		for name := range s.form {
			if name == key || strings.HasPrefix(name, key+".") && name != workbook.BaseName(key) {
				s.form.Del(name)
			}
		}
		maps.Copy(s.form, workbook.Form(f, a))
	}
	return s
}

// Saves sends the page. Saving a sheet twice is the second tap.
func (s *Sheet) Saves() (workbook.Verdict, Answer) {
	svc := s.who.org.s
	verdict, err := svc.books().SavePage(svc.ctx, s.who.themselves(), appworkbook.SentPage{
		Operation: s.op, Module: s.Page.Module.Key, Page: s.Page.Page.Key, Form: s.form,
	})
	return verdict, svc.answer(err)
}

// Writes opens a page of p's workbook, writes on it, and saves it.
func (p *Person) Writes(where string, answers Says) {
	p.org.s.t.Helper()
	_, a := p.OpensPage(where).Says(answers).Saves()
	a.OK()
}

// Keeps chooses, on the page as it lies open, the version of a field's answer
// that from saved, over all others; "" is the one that stands.
func (s *Sheet) Keeps(field string, from id.Operation) Answer {
	svc := s.who.org.s
	k := s.Page.Kept[field]
	c := appworkbook.Choice{
		Operation: ID[id.Operation](svc.seed, "choice/"+string(s.op)+"/"+field+"/"+string(from)), Module: s.Page.Module.Key,
		Page:  s.Page.Page.Key,
		Field: field, From: from, Base: k.Base(),
	}
	for _, o := range k.Others {
		c.Settles = append(c.Settles, o.From)
	}
	return svc.answer(svc.books().Choose(svc.ctx, s.who.themselves(), c))
}

// ReadsHistory is all that p ever wrote on a page.
func (p *Person) ReadsHistory(where string) appworkbook.Page {
	s := p.org.s
	s.t.Helper()
	module, key, _ := strings.Cut(where, "/")
	page, err := s.books().SeeHistory(s.ctx, p.themselves(), module, key)
	s.must("the history of "+where, err)
	return page
}
