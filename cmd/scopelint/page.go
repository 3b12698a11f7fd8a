package main

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"text/template/parse"

	"github.com/scopelint/scopelint/catalog"
	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

//go:embed page.css
var pageStyle string

//go:embed page.html
var pageParts string

// printPage prints a page for people, which needs no other file. All pages have
// one style; what they are made of is in page.html and the text of each.
func printPage(w io.Writer, text string, funcs template.FuncMap, data any) error {
	page := template.New("").Funcs(template.FuncMap{
		"style": func() template.CSS { return template.CSS(pageStyle) },
		"tone":  func(word string) string { return tones[word] },
		"shown": shown,
	}).Funcs(funcs)
	page, err := page.Parse(pageParts)
	if err == nil {
		page, err = page.Parse(text)
	}
	if err != nil {
		return err
	}
	for _, t := range page.Templates() {
		if t.Tree != nil {
			showValues(t.Tree.Root)
		}
	}
	return page.Execute(w, data)
}

// showValues has each value that a template prints shown as in every other format.
func showValues(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, child := range n.Nodes {
			showValues(child)
		}
	case *parse.IfNode:
		showValues(n.List)
		showValues(n.ElseList)
	case *parse.RangeNode:
		showValues(n.List)
		showValues(n.ElseList)
	case *parse.WithNode:
		showValues(n.List)
		showValues(n.ElseList)
	case *parse.ActionNode:
		if len(n.Pipe.Decl) == 0 {
			n.Pipe.Cmds = append(n.Pipe.Cmds, &parse.CommandNode{NodeType: parse.NodeCommand, Args: []parse.Node{parse.NewIdentifier("shown")}})
		}
	}
}

// shown is a value as a page prints it.
func shown(v any) any {
	switch v := v.(type) {
	case string:
		return visible.Text(v)
	case fmt.Stringer:
		return visible.Text(v.String())
	}
	return v
}

// tones are the style's classes for words that are good or bad news.
var tones = map[string]string{
	"guarded": "good", "unguarded": "bad", found.Behind: "doubt", "unproven": "doubt", public: "told",
	"error": "bad", "warning": "doubt",
	"unknown": "bad", "over-broad": "doubt", "look-alike": "doubt", string(catalog.Unlisted): "soft", "allowed": "soft",
}
