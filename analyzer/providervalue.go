package analyzer

import (
	_ "embed"
	"go/ast"
	"go/types"
	"net/netip"
	"net/url"
	"strings"
)

// siteOf is the part of a URL's host that one party owns, "" without one.
func siteOf(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || isIP(u.Hostname()) {
		return ""
	}
	labels := strings.Split(u.Hostname(), ".")
	n := len(labels)
	switch {
	case n < 2:
		return ""
	case n > 2 && len(labels[n-1]) == 2 && len(labels[n-2]) <= 3: // acme.co.uk
		return strings.Join(labels[n-3:], ".")
	}
	return strings.Join(labels[n-2:], ".")
}

// isIP reports whether a host is an address. Package net, which could tell too, is
// one that go vet's processes would start with.
func isIP(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}

// urlText is the text of a url.URL that a literal makes, "" of another literal.
func (p *providerReader) urlText(lit *ast.CompositeLit) string {
	obj := typeObject(p.pass.TypesInfo.TypeOf(lit))
	if obj == nil || obj.Pkg() == nil || obj.Pkg().Path() != "net/url" || obj.Name() != "URL" {
		return ""
	}
	parts := make(map[string]string)
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			parts[keyName(e)], _ = stringValue(p.pass.TypesInfo, kv.Value)
		}
	}
	return "https://" + parts["Host"] + parts["Path"]
}

func (p *providerReader) signOf(obj types.Object, depth int) (sign, bool) {
	if s, ok := p.of(obj); ok {
		return s, true
	}
	if value := p.valueOf(obj); value != nil {
		return p.sign(value, depth+1)
	}
	return sign{}, false
}

// literalOf is the composite literal that an expression is, or that the variable
// was made from; nil if there is none.
func (p *providerReader) literalOf(e ast.Expr) *ast.CompositeLit {
	for range maxSigns {
		switch x := ast.Unparen(e).(type) {
		case *ast.CompositeLit:
			return x
		case *ast.UnaryExpr:
			e = x.X
		case *ast.Ident:
			e = p.valueOf(p.pass.TypesInfo.Uses[x])
		default:
			return nil
		}
	}
	return nil
}

// elementAt is the element of a map literal that an index expression denotes, or
// the whole map if that is not known.
func (p *providerReader) elementAt(e *ast.IndexExpr) ast.Expr {
	key, ok := stringValue(p.pass.TypesInfo, e.Index)
	lit := p.literalOf(e.X)
	if !ok || lit == nil {
		return e.X
	}
	for _, elem := range lit.Elts {
		if kv, ok := elem.(*ast.KeyValueExpr); ok {
			if text, _ := stringValue(p.pass.TypesInfo, kv.Key); text == key {
				return kv.Value
			}
		}
	}
	return e.X
}
