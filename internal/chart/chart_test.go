package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the figures' golden files")

// figures are drawn with invented words; the first two have the source's counts.
func figures() map[string]string {
	nan := math.NaN()
	return map[string]string{
		"thirty-five-shares": Proportions{
			Texts: Texts{"shares", "Relapse by arm",
				"Of 18 people with peer support 2 relapsed, 11.1 %. Of 17 with the workbook alone 9 relapsed, 52.9 %."},
			Axis: "People who relapsed, %",
			Rows: []Row{
				{"Peer support with the workbook", "2 of 18: 11.1 % (3.1 % to 32.8 %)", Range{0.1111, 0.0310, 0.3280}},
				{"The workbook alone", "9 of 17: 52.9 % (31.0 % to 73.8 %)", Range{0.5294, 0.3096, 0.7383}},
			},
		}.SVG(),
		"thirty-five-ratios": Ratios{
			Texts: Texts{"ratios", "Risk ratio and odds ratio",
				"The risk ratio is 0.21 (0.05 to 0.84), the odds ratio 0.111 (0.019 to 0.640)."},
			Axis: "Ratio, on a log scale", Same: "no difference",
			Less: "← fewer with peer support", More: "more →",
			Rows: []Row{
				{"Risk ratio", "0.21 (0.05 to 0.84)", Range{0.2099, 0.0527, 0.8354}},
				{"Odds ratio", "0.111 (0.019 to 0.640)", Range{0.1111, 0.0193, 0.6404}},
			},
		}.SVG(),
		"none-and-all": Proportions{
			Texts: Texts{"edges", "None and all", "Nobody of 12, and all of 9."},
			Axis:  "People, %",
			Rows: []Row{
				{"An arm whose name is so long that it cannot stand on one line of the figure", "0 of 12: 0.0 % (0.0 % to 24.2 %)",
					Range{0, 0, 0.2425}},
				{"Everybody", "9 of 9: 100.0 % (70.1 % to 100.0 %)", Range{1, 0.7009, 1}},
				{"Nobody was asked", "no figures", Range{nan, nan, nan}},
			},
		}.SVG(),
		"ratios-beyond-the-scale": Ratios{
			Texts: Texts{"beyond", "Ratios at the edges", "Four ratios, of which one leaves the scale and one is not defined."},
			Axis:  "Ratio, on a log scale", Same: "no difference", Less: "← fewer", More: "more with peer support →",
			Rows: []Row{
				{"Close to one", "0.98 (0.90 to 1.07)", Range{0.98, 0.90, 1.07}},
				{"Very wide", "7.00 (0.002 to 260)", Range{7, 0.002, 260}},
				{"Nothing, without an interval", "0.00 (no interval)", Range{0, 0, nan}},
				{"Not defined", "not defined", Range{math.Inf(1), nan, math.Inf(1)}},
			},
		}.SVG(),
		"service-waits": Spreads{
			Texts: Texts{"waits", "How long people waited",
				"Three steps from the referral; for the last, four people are too few."},
			Axis: "Days from the referral",
			Rows: []Spread{
				{Row{"To agreeing to take part", "14 people: half within 6 days, three in four within 9, longest 21",
					Range{6, 4, 9}}, 21},
				{Row{"To having a worker", "11 people: half within 12 days, three in four within 17.5, longest 38",
					Range{12, 9.5, 17.5}}, 38},
				{Row{"To the first visit", "4 people: too few to show", Range{nan, nan, nan}}, nan},
			},
		}.SVG(),
		"service-first-visit": Spreads{
			Texts: Texts{"first", "To the first visit", "Some were visited before they left the crisis team."},
			Axis:  "Days from leaving the crisis team",
			Rows: []Spread{
				{Row{"Everybody on one day", "5 people", Range{3, 3, 3}}, 3},
				{Row{"Before and long after", "9 people", Range{8, -3, 20}}, 61},
				{Row{"The longest isn't told", "9 people", Range{8, 2, 20}}, nan},
			},
		}.SVG(),
		"service-sessions": Histogram{
			Texts: Texts{"sessions", "Sessions attended", "How many people had how many sessions."},
			Axis:  "Sessions attended", Solid: "Visits are over", Hatched: "Still being visited",
			Bars: []Bar{{"0", 1, 2}, {"1", 0, 1}, {"2", 0, 0}, {"3", 1, 0}, {"4", 0, 3}, {"5", 0, 1}, {"6", 2, 2}, {"7", 0, 0},
				{"8", 1, 1}, {"9", 3, 0}, {"10", 9, 0}},
		}.SVG(),
		"one-part-and-many-people": Histogram{
			Texts: Texts{"many", "Sessions attended", "Many people."},
			Axis:  "Sessions attended",
			Solid: "People of every team whose visits are over, whether they had all of them or fewer",
			Bars:  []Bar{{"0", 1203, 0}, {"1", 20, 0}, {"2", 1, 0}, {"3", 0, 0}, {"4", 118, 0}},
		}.SVG(),
	}
}

func TestFiguresAreAsTheyWere(t *testing.T) {
	for name, got := range figures() {
		path := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s has changed; look at it, and run the test with -update if it should have", name)
		}
	}
}

// Text outside the view would be cut off without a word.
func TestNoTextStandsOutsideItsFigure(t *testing.T) {
	for name, svg := range figures() {
		var width, height float64
		walk(t, svg, func(e xml.StartElement) {
			switch x, y := attribute(t, e, "x"), attribute(t, e, "y"); e.Name.Local {
			case "svg":
				width, height = attribute(t, e, "width"), attribute(t, e, "height")
			case "text":
				if x < 0 || x > width || y < 10 || y > height-2 {
					t.Errorf("%s, %v by %v: text at %v, %v", name, width, height, x, y)
				}
			}
		})
	}
}

func attribute(t *testing.T, e xml.StartElement, name string) float64 {
	t.Helper()
	for _, a := range e.Attr {
		if a.Name.Local == name {
			x, err := strconv.ParseFloat(a.Value, 64)
			if err != nil {
				t.Fatal(err)
			}
			return x
		}
	}
	return 0
}

// Black-and-white print takes the colours away; the marks must still differ.
func TestNeighbouringMarksDifferInShape(t *testing.T) {
	shapes := func(svg string) (filled, open int) {
		return strings.Count(svg, `class="chart-river" d="M`) - strings.Count(svg, `fill="none" stroke="#0B4F5C"`),
			strings.Count(svg, `fill="none" stroke="#0B4F5C"`) + strings.Count(svg, `stroke-width="1.25"`)/2
	}
	for _, name := range []string{"thirty-five-shares", "thirty-five-ratios"} {
		if filled, open := shapes(figures()[name]); filled != 1 || open != 1 {
			t.Errorf("%s has %d filled marks and %d hatched or open", name, filled, open)
		}
	}
}

func TestTheSameFigureGivesTheSameBytes(t *testing.T) {
	first := figures()
	for range 3 {
		for name, again := range figures() {
			if again != first[name] {
				t.Errorf("%s differs from one drawing to the next", name)
			}
		}
	}
}

// The pages' policy has no unsafe-inline: a style attribute would be dropped,
// and the figure be a black rectangle.
func TestFiguresKeepToTheContentSecurityPolicy(t *testing.T) {
	for name, svg := range figures() {
		walk(t, svg, func(e xml.StartElement) {
			switch e.Name.Local {
			case "svg", "title", "desc", "path", "text":
			default:
				t.Errorf("%s has an element %s", name, e.Name.Local)
			}
			for _, a := range e.Attr {
				if a.Name.Local == "style" || a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") ||
					strings.Contains(a.Value, "url(") {
					t.Errorf("%s has %s=%q", name, a.Name.Local, a.Value)
				}
			}
		})
		for _, bad := range []string{"style", "script", "NaN", "Inf"} {
			if strings.Contains(svg, bad) {
				t.Errorf("%s holds %q", name, bad)
			}
		}
	}
}

func TestFiguresNameAndDescribeThemselves(t *testing.T) {
	svg := Proportions{Texts: Texts{"a-figure", "Relapse", "Two of eighteen."},
		Rows: []Row{{"A", "1", Range{0.5, 0.4, 0.6}}}}.SVG()
	var doc struct {
		Role     string `xml:"role,attr"`
		Labelled string `xml:"aria-labelledby,attr"`
		Title    struct {
			ID   string `xml:"id,attr"`
			Text string `xml:",chardata"`
		} `xml:"title"`
		Desc struct {
			ID   string `xml:"id,attr"`
			Text string `xml:",chardata"`
		} `xml:"desc"`
	}
	if err := xml.Unmarshal([]byte(svg), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Role != "img" || doc.Labelled != doc.Title.ID+" "+doc.Desc.ID || doc.Title.ID != "a-figure-title" ||
		doc.Title.Text != "Relapse" || doc.Desc.Text != "Two of eighteen." {
		t.Errorf("%+v", doc)
	}
}

func TestTextsCannotBecomeMarkup(t *testing.T) {
	nasty := `</title><script>alert("x")</script>&'` + "\x00"
	row := Row{nasty, nasty, Range{0.5, 0.4, 0.6}}
	bar := Bar{nasty, 1, 1}
	for _, svg := range []string{
		Proportions{Texts: Texts{nasty, nasty, nasty}, Axis: nasty, Rows: []Row{row}}.SVG(),
		Ratios{Texts: Texts{nasty, nasty, nasty}, Axis: nasty, Same: nasty, Less: nasty, More: nasty, Rows: []Row{row}}.SVG(),
		Spreads{Texts: Texts{nasty, nasty, nasty}, Axis: nasty, Rows: []Spread{{row, 1}}}.SVG(),
		Histogram{Texts: Texts{nasty, nasty, nasty}, Axis: nasty, Solid: nasty, Hatched: nasty, Bars: []Bar{bar}}.SVG(),
	} {
		walk(t, svg, func(e xml.StartElement) {
			if e.Name.Local == "script" {
				t.Error("a text became a script")
			}
		})
	}
}

// walk fails unless svg is well-formed, and shows each element.
func walk(t *testing.T, svg string, see func(xml.StartElement)) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader([]byte(svg)))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		if e, ok := token.(xml.StartElement); ok {
			see(e)
		}
	}
}
