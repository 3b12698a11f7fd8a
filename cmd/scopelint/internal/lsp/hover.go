package lsp

import (
	"context"
	"fmt"
	"strings"

	"github.com/scopelint/scopelint/catalog/visible"
	"github.com/scopelint/scopelint/cmd/scopelint/internal/found"
)

// hover explains the scope or the route at a place.
func (s *server) hover(ctx context.Context, v *view, p *positionParams) (*hoverResult, error) {
	c, err := v.cursor(*p)
	if err != nil {
		return nil, err
	}
	if !c.isGo() {
		return s.hoverTOML(c), nil
	}
	if _, ok := c.literal(); ok {
		u, err := s.use(ctx, c)
		if err != nil {
			return nil, err
		}
		if u != nil {
			r := v.rangeOf(u.Location)
			return s.explained(u, &r), nil
		}
	}
	survey, err := s.surveyAt(ctx, v, c.file)
	if err != nil {
		return nil, err
	}
	if r := survey.route(c); r != nil {
		at := v.rangeOf(r.Location)
		return &hoverResult{markupContent{"markdown", describeRoute(v, r)}, &at}, nil
	}
	return nil, nil
}

// explained is what a catalog knows about a scope.
func (s *server) explained(u *Use, r *textRange) *hoverResult {
	text, ok := s.Engine.Explain(u.Catalog, u.Scope)
	if !ok {
		return nil
	}
	return &hoverResult{markupContent{"markdown", fence(text)}, r}
}

// fence has an editor show a text as it is laid out.
func fence(text string) string {
	marks := "```"
	for strings.Contains(text, marks) {
		marks += "`"
	}
	return marks + "text\n" + strings.TrimRight(text, "\n") + "\n" + marks
}

// describeRoute tells the state of a route, and why it is that.
func describeRoute(v *view, r *found.Route) string {
	var b strings.Builder
	visible.Fprintf(&b, "%s %s is %s", r.Method, r.Pattern(), r.State)
	if demand := r.Demand(); demand != "" {
		visible.Fprintf(&b, " by %s", demand)
	}
	if r.Reason != "" {
		visible.Fprintf(&b, ": %s", r.Reason)
	}
	b.WriteString("\n")
	for _, g := range r.Guards {
		visible.Fprintf(&b, "\n%s guard %s asks for %s, at %s", g.Kind, g.Name, g.Demand(), v.shortPlace(g.Location))
	}
	for _, e := range r.Evidence {
		visible.Fprintf(&b, "\n%s, at %s", e.Message, v.shortPlace(e.Location))
	}
	if r.Handler != "" {
		visible.Fprintf(&b, "\nhandler: %s", r.Handler)
	}
	return fence(b.String())
}

// shortPlace names the file of a place without its directory.
func (v *view) shortPlace(l found.Location) string {
	return fmt.Sprintf("%s:%d", l.File[strings.LastIndexByte(l.File, '/')+1:], l.Line)
}
