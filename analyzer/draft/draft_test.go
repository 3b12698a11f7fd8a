package draft_test

import (
	"go/token"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/scopelint/scopelint/analyzer/draft"
)

// named makes namings of texts, each in front of the words that say what the
// code says of it.
func named(lines string) []draft.Naming {
	var list []draft.Naming
	for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		words := strings.Fields(line)
		n := draft.Naming{Text: words[0], At: token.Position{Filename: "a.go", Line: i + 1}}
		for _, w := range words[1:] {
			key, value, _ := strings.Cut(w, "=")
			switch key {
			case "scope":
				n.Called = draft.AScope
			case "permission":
				n.Called = draft.APermission
			case "const":
				n.Const = value
			case "in":
				n.Groups = append(n.Groups, value)
			case "valid":
				n.Valid = true
			case "guard":
				n.Guard = value
			case "of":
				n.Asked = value
			case "log":
				n.Not = draft.Observer
			case "topic":
				n.Not = draft.Handled
			default:
				panic(w)
			}
		}
		list = append(list, n)
	}
	return list
}

func TestChoose(t *testing.T) {
	for _, tt := range []struct {
		name, code, guarded   string
		own, slips, left, ask string
	}{
		{
			name: "guards outvote loggers",
			code: `
orders:read guard=need scope
orders:write guard=need scope
app.db log scope
app.http log scope
app.cache log scope
app.mail log scope
app.queue log scope
app.auth log scope
app.jobs log scope`,
			own:  "orders:read orders:write",
			left: "app.auth app.cache app.db app.http app.jobs app.mail app.queue",
		},
		{
			name: "a guard that is proved needs no word",
			code: "orders.read\norders.write", guarded: "orders.read orders.write",
			own: "orders.read orders.write",
		},
		{
			name: "constants beside used ones, of their form",
			code: `
orders:read const=OrdersRead in=consts
orders:void const=OrdersVoid in=consts
orders.created const=OrdersTopic in=consts
orders:read guard=need`,
			own: "orders:read orders:void",
		},
		{
			name: "the list of all scopes, whatever their form",
			code: "read guard=need\nread scope valid in=all\nbilling scope valid in=all\nGlobal scope in=other",
			own:  "billing read", left: "Global",
		},
		{
			name: "without a guard, what most of the code calls scopes",
			code: "a:read scope\nb:read scope\nc:read scope\nx.y scope\nNamespaced scope",
			own:  "a:read b:read c:read", left: "Namespaced x.y",
		},
		{
			name: "too few to tell",
			code: "a:read scope\nb:read scope",
			left: "a:read b:read",
		},
		{
			name: "more single words than scopes",
			code: "a:read scope\nb:read scope\nc:read scope\nq scope\nr scope\ns scope\nt scope",
			own:  "a:read b:read c:read", left: "q r s t",
		},
		{
			name: "constants of workers and topics, called permissions",
			code: "a:read guard=need\npermissions:sync permission topic\ngrants:expire permission topic",
			own:  "a:read", left: "grants:expire permissions:sync",
		},
		{
			name: "each provider for itself",
			code: "repo:staus scope of=github\nledger:read scope of=ledger.example\nledger:raed scope of=ledger.example\nopenid scope of=ledger.example",
			ask:  "github: repo:staus; ledger.example: ledger:read, not ledger:raed",
		},
		{
			name: "letters swapped, though nothing else has the word",
			code: "items:wirte guard=need\nitems:read guard=need", own: "items:read", slips: "items:wirte=items:write",
		},
		{
			name: "a number that other scopes do not have",
			code: "orders:read guard=need\norders:list guard=need\norder:write guard=need",
			own:  "orders:list orders:read", slips: "order:write=orders:write",
		},
		{
			name: "the number that other resources have",
			code: "orders:read guard=need\norder:write guard=need\nitems:read guard=need\nusers:read guard=need",
			own:  "items:read orders:read users:read", slips: "order:write=orders:write",
		},
		{
			name: "two families of one word are meant",
			code: "user:read guard=need\nuser:write guard=need\nusers:read guard=need\nusers:list guard=need",
			own:  "user:read user:write users:list users:read",
		},
		{
			name: "case, order and separators",
			code: `
orders:read const=OrdersRead guard=need
Orders:Read guard=need
read:orders guard=need
orders.read guard=need`,
			own: "orders:read", slips: "Orders:Read=orders:read orders.read=orders:read read:orders=orders:read",
		},
		{
			name: "a constant that says what it means",
			code: `
boards:read guard=need
cards:read guard=need
teams:read guard=need
teams:lead guard=need const=TeamsLead`,
			own: "boards:read cards:read teams:lead teams:read",
		},
		{
			name: "an action is not a slip of another",
			code: "a:read guard=need\nb:read guard=need\nb:send guard=need\na:edit guard=need",
			own:  "a:edit a:read b:read b:send",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			guarded := strings.Fields(tt.guarded)
			r := draft.Choose(named(tt.code), func(text string) bool {
				for _, g := range guarded {
					if g == text {
						return true
					}
				}
				return false
			})
			var ask []string
			for _, p := range r.Providers {
				text := p.Name + ": " + names(p.Scopes)
				if len(p.Slips) > 0 {
					text += ", not " + p.Slips[0].Name
				}
				ask = append(ask, text)
			}
			got := [...]string{names(r.Own), names(r.Slips), names(r.Left), strings.Join(ask, "; ")}
			want := [...]string{tt.own, tt.slips, tt.left, tt.ask}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("own, slips, left, asked (-want +got):\n%s", diff)
			}
		})
	}
}

func names(list []draft.Scope) string {
	var texts []string
	for _, s := range list {
		text := s.Name
		if s.Of != "" {
			text += "=" + s.Of
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, " ")
}
