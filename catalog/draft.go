package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Draft is a catalog to be written to a file: what was read from a
// specification, or found in code.
type Draft struct {
	Comment      string // lines for the head of the file
	Name, Source string
	Grammar      []string
	Servers      []string
	Scopes       []Scope // names, descriptions and statuses
	Doubtful     []Doubt // what is written as a comment, for somebody to decide
	Operations   []Operation
}

// A Doubt is a name that may be a scope, and what speaks against it.
type Doubt struct{ Name, Why string }

// TOML is the draft as a catalog file, in the form that the package comment
// describes, or an error if no catalog can be like that. The file called file
// is named in it.
func (d *Draft) TOML(file string) ([]byte, error) {
	var b strings.Builder
	for line := range strings.Lines(d.Comment) {
		b.WriteString(strings.TrimRight("# "+printable(line), " ") + "\n")
	}
	fmt.Fprintf(&b, "\nname    = %s\n", quote(d.Name))
	if d.Source != "" {
		fmt.Fprintf(&b, "source  = %s\n", quote(d.Source))
	}
	fmt.Fprintf(&b, "grammar = %s\n", quoteList(d.Grammar))
	if len(d.Servers) > 0 {
		fmt.Fprintf(&b, "servers = %s\n", quoteList(d.Servers))
	}
	d.writeScopes(&b, "scopes", Listed)
	d.writeDoubtful(&b)
	d.writeScopes(&b, "unlisted", Unlisted)
	d.writeOperations(&b)
	data := []byte(b.String())
	_, err := Parse(file, data)
	return data, err
}

func (d *Draft) writeScopes(b *strings.Builder, table string, status Status) {
	list := slices.DeleteFunc(slices.Clone(d.Scopes), func(s Scope) bool { return s.Status != status })
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(b, "\n[%s]\n", table)
	keys := make([]string, len(list))
	for i, s := range list {
		keys[i] = quote(s.Name)
	}
	width := widest(keys)
	for i, s := range list {
		fmt.Fprintf(b, "%-*s = %s\n", width, keys[i], quote(s.Description))
	}
}

// writeDoubtful writes the doubtful names as comments behind the scopes.
func (d *Draft) writeDoubtful(b *strings.Builder) {
	if len(d.Doubtful) == 0 {
		return
	}
	b.WriteString("\n# These look like slips, so they are not listed, and each is a finding. Correct the code, or take\n" +
		"# the first hash away from one that is right.\n")
	for _, doubt := range d.Doubtful {
		fmt.Fprintf(b, "# %s = \"\" # %s\n", quote(doubt.Name), printable(doubt.Why))
	}
}

// writeOperations writes the operations sorted, so that a later draft of the
// same API differs only where the API does.
func (d *Draft) writeOperations(b *strings.Builder) {
	if len(d.Operations) == 0 {
		return
	}
	list := slices.SortedFunc(slices.Values(d.Operations), func(a, b Operation) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	b.WriteString("\n[operations]\n")
	keys := make([]string, len(list))
	for i, op := range list {
		keys[i] = quote(op.String())
	}
	width := min(widest(keys), 60)
	for i, op := range list {
		fmt.Fprintf(b, "%-*s = %s\n", width, keys[i], quoteAlternatives(op.Scopes))
	}
}

func widest(texts []string) int {
	n := 0
	for _, t := range texts {
		n = max(n, len(t))
	}
	return n
}

func quoteAlternatives(lists [][]string) string {
	if len(lists) == 1 {
		return quoteList(lists[0])
	}
	texts := make([]string, len(lists))
	for i, l := range lists {
		texts[i] = quoteList(l)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

func quoteList(list []string) string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = quote(s)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// quote writes a TOML string.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(printable(s)) + `"`
}

// printable is a text without the control characters that TOML admits nowhere.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}
