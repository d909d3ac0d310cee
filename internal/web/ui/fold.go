package ui

import (
	"html/template"
	"text/template/parse"

	"footbridge.org/footbridge/internal/say"
	"footbridge.org/footbridge/internal/web/static"
)

// fold puts the words themselves where a template says a text that is given nothing, and the
// path where it names a file: on each page these are the same, and they were a third of what a
// page worked out. What surrounds one is an element or an attribute between quotes.
func fold(list *parse.ListNode, v say.Voice) {
	if list == nil {
		return
	}
	folded := list.Nodes[:0]
	for _, n := range list.Nodes {
		if text, same := constant(n, v); same {
			n = &parse.TextNode{NodeType: parse.NodeText, Pos: n.Position(), Text: []byte(text)}
		}
		switch n := n.(type) {
		case *parse.IfNode:
			fold(n.List, v)
			fold(n.ElseList, v)
		case *parse.RangeNode:
			fold(n.List, v)
			fold(n.ElseList, v)
		case *parse.WithNode:
			fold(n.List, v)
			fold(n.ElseList, v)
		case *parse.TextNode:
			if before := len(folded) - 1; before >= 0 {
				if t, is := folded[before].(*parse.TextNode); is {
					t.Text = append(t.Text, n.Text...)
					continue
				}
			}
		}
		folded = append(folded, n)
	}
	list.Nodes = folded
}

// constant is what n always shows, if it is one of these.
func constant(n parse.Node, v say.Voice) (string, bool) {
	a, is := n.(*parse.ActionNode)
	if !is || len(a.Pipe.Decl) > 0 || len(a.Pipe.Cmds) != 1 || len(a.Pipe.Cmds[0].Args) != 2 {
		return "", false
	}
	does, named := a.Pipe.Cmds[0].Args[0].(*parse.IdentifierNode)
	what, quoted := a.Pipe.Cmds[0].Args[1].(*parse.StringNode)
	if !named || !quoted {
		return "", false
	}
	switch does.Ident {
	case "say":
		return template.HTMLEscapeString(v.Say(what.Text)), true
	case "static":
		return template.HTMLEscapeString(static.Path(what.Text)), true
	}
	return "", false
}
