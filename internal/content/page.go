package content

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"slices"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// A Page is prose from content/pages. Body is HTML without its title, made of
// Markdown alone, and so safe to show.
type Page struct {
	File  string
	Title string
	Body  template.HTML
}

var markdown = goldmark.New() // without WithUnsafe: it writes no HTML of the text's own

func readPage(name string, source []byte) (Page, error) {
	tree := markdown.Parser().Parse(text.NewReader(source))
	if err := refuseUnsafe(tree); err != nil {
		return Page{}, err
	}
	heading, ok := tree.FirstChild().(*ast.Heading)
	if !ok || heading.Level != 1 {
		return Page{}, fmt.Errorf("a page begins with its title, as in: # Title")
	}
	title := string(heading.Lines().Value(source))
	tree.RemoveChild(tree, heading)
	var body bytes.Buffer
	if err := markdown.Renderer().Render(&body, source, tree); err != nil {
		return Page{}, err
	}
	return Page{File: name, Title: title, Body: template.HTML(body.String())}, nil
}

// refuseUnsafe lets through text and links. HTML of the author's own could
// carry script; a picture could be fetched from another host.
func refuseUnsafe(tree ast.Node) error {
	return ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.RawHTML, *ast.HTMLBlock:
			return ast.WalkStop, fmt.Errorf("a page holds no HTML of its own")
		case *ast.Image:
			return ast.WalkStop, fmt.Errorf("a page holds no pictures")
		case *ast.AutoLink:
			return ast.WalkStop, fmt.Errorf("a link has words of its own, as in: [words](address)")
		case *ast.Link:
			if !safeLink(string(n.Destination)) {
				return ast.WalkStop, fmt.Errorf("a link goes to https, tel, sms, or a page here")
			}
		}
		return ast.WalkContinue, nil
	})
}

func safeLink(to string) bool {
	u, err := url.Parse(to)
	if err != nil {
		return false
	}
	return slices.Contains([]string{"https", "tel", "sms"}, u.Scheme) || u.Scheme == "" && u.Host == ""
}
