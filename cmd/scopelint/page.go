package main

import (
	_ "embed"
	"html/template"
	"io"

	"github.com/scopelint/scopelint/catalog"
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
	}).Funcs(funcs)
	page, err := page.Parse(pageParts)
	if err == nil {
		page, err = page.Parse(text)
	}
	if err != nil {
		return err
	}
	return page.Execute(w, data)
}

// tones are the style's classes for words that are good or bad news.
var tones = map[string]string{
	"guarded": "good", "unguarded": "bad", "unproven": "doubt", public: "told",
	"error": "bad", "warning": "doubt",
	"unknown": "bad", "over-broad": "doubt", "look-alike": "doubt", string(catalog.Unlisted): "soft", "allowed": "soft",
}
