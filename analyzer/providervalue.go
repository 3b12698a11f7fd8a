package analyzer

import (
	_ "embed"
	"go/ast"
	"go/token"
	"go/types"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/tools/go/analysis"
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

// literal is the composite literal that an expression is, or that the variable
// was made from; nil if there is none.
func (p *providerReader) literal(e ast.Expr) *ast.CompositeLit {
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

// valueOf is the only value that a variable of the package has, or nil.
func (p *providerReader) valueOf(obj types.Object) ast.Expr {
	if p.values == nil {
		p.values = variableValues(p.pass)
	}
	return p.values[obj]
}

// variableValues finds the values of the variables that have one alone.
func variableValues(pass *analysis.Pass) map[types.Object]ast.Expr {
	values := make(map[types.Object]ast.Expr)
	set := func(name ast.Expr, value ast.Expr) {
		id, ok := name.(*ast.Ident)
		if !ok {
			return
		}
		obj := pass.TypesInfo.ObjectOf(id)
		if _, ok := obj.(*types.Var); !ok {
			return
		}
		if _, twice := values[obj]; twice {
			value = nil
		}
		values[obj] = value
	}
	for _, f := range pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if len(n.Values) == len(n.Names) {
						set(name, n.Values[i])
					}
				}
			case *ast.AssignStmt:
				for i, name := range n.Lhs {
					switch {
					case len(n.Rhs) == len(n.Lhs):
						set(name, n.Rhs[i])
					case n.Tok == token.DEFINE || n.Tok == token.ASSIGN:
						set(name, n.Rhs[0]) // conf, err := google.ConfigFromJSON(…)
					}
				}
			}
			return true
		})
	}
	return values
}
