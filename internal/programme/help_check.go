package programme

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"footbridge.org/footbridge/internal/fault"
)

// Check reports every rule that l breaks. An organisation's own line is held
// to the same rules as a shipped one.
func (l HelpLine) Check() fault.Problems {
	c := &checker{}
	c.key(l.Key, "key", map[string]bool{})
	c.text(l.Title, MaxName, "title")
	c.text(l.For, MaxNote, "for")
	c.text(l.Hours, MaxNote, "hours")
	c.p.If(!l.Always && fault.Blank(l.WhenClosed), "when_closed", "help.when_closed.missing")
	c.p.If(l.ReviewBy.IsZero(), "review_by", "help.review_by.missing")
	c.p.If(len(l.Ways) == 0, "ways", "help.ways.none")
	for i, way := range l.Ways {
		c.way(way, i)
	}
	return c.p
}

func (c *checker) way(w HelpWay, i int) {
	dials := w.Kind == WayCall || w.Kind == WayText
	c.p.If(!w.Kind.Valid(), at("ways", i, "kind"), "help.kind.unknown")
	c.text(w.Shown, MaxName, at("ways", i, "shown"))
	c.p.If(dials && w.Target != "" && !Phone(w.Target).Rings(), at("ways", i, "target"), "help.target.number")
	c.p.If(w.Kind == WayWeb && !strings.HasPrefix(w.Target, "https://"), at("ways", i, "target"), "help.target.web")
	c.p.If(w.Kind == WayGo && w.Target != "", at("ways", i, "target"), "help.target.place")
}

// Check reports everything that is wrong with h as a help file. The lines that
// no setting takes out stand first. A pack for the United Kingdom holds 999 and
// 111 among them. A demonstration's pack says that it reaches nobody, and links
// to no number or address that somebody could have.
func (h HelpPack) Check() fault.Problems {
	c := &checker{}
	c.key(h.Key, "key", map[string]bool{})
	c.text(h.Title, MaxName, "title")
	c.p.If(len(h.Country) != 2 || strings.ToUpper(h.Country) != h.Country, "country", "help.country.shape")
	c.p.If(len(h.Lines) == 0, "lines", "definition.list.empty")
	seen, free := map[string]bool{}, false
	for i, line := range h.Lines {
		c.p.If(line.Key != "" && seen[line.Key], at("lines", i, "key"), "definition.key.twice")
		c.p.If(line.Fixed && free, at("lines", i, "fixed"), "help.fixed.order")
		seen[line.Key], free = true, free || !line.Fixed
		c.p.Within(fmt.Sprintf("lines[%d]", i), line.Check())
	}
	h.checkDemo(&c.p)
	for _, number := range h.builtIn() {
		c.p.If(!h.fixedDials(number), "lines", "help.built_in.missing", number)
	}
	return c.p
}

func (h HelpPack) builtIn() []string {
	if h.Country == "GB" && !h.Demo {
		return []string{"999", "111"}
	}
	return nil
}

func (h HelpPack) fixedDials(number string) bool {
	return slices.ContainsFunc(h.Lines, func(l HelpLine) bool {
		return l.Fixed && slices.ContainsFunc(l.Ways, func(w HelpWay) bool { return w.Kind == WayCall && w.Target == number })
	})
}

func (h HelpPack) checkDemo(p *fault.Problems) {
	p.If(h.Demo && fault.Blank(h.Notice), "notice", "help.notice.missing")
	for i, line := range h.Lines {
		for j, way := range line.Ways {
			p.If(h.Demo && !invented(way.Target), fmt.Sprintf("lines[%d].ways[%d].target", i, j), "help.target.real")
		}
	}
}

// dramaShape is the numbers that Ofcom keeps for drama, as they are dialled.
var dramaShape = regexp.MustCompile(`^(?:\+44|0)(?:1632960|2079460|7700900|8081570|3069990|9098790|` +
	`1134960|1144960|1154960|1164960|1174960|1184960|1214960|1314960|1414960|1514960|1614960|` +
	`1914980|2890180|2920180)\d{3}$`)

func forDrama(dial string) bool { return dramaShape.MatchString(dial) }

// exampleShape is the domain that RFC 2606 keeps for examples.
var exampleShape = regexp.MustCompile(`^https://([a-z0-9-]+\.)*example\.org/.*$`)

func invented(target string) bool {
	return target == "" || forDrama(target) || exampleShape.MatchString(target)
}
