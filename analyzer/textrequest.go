package analyzer

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"
)

// splitRequest finds the scopes of a value that a provider is asked for, or, if
// they are embedded in it, of a URL, a form or a document that says what it asks
// for. Whatever stands between blanks and commas is one.
func splitRequest(value string, embedded bool) []fragment {
	if strings.Contains(value, "cope") {
		if frags := splitAssigned(value, isWritten); len(frags) > 0 || strings.Contains(value, "scope=") {
			return frags
		}
	}
	if embedded {
		if frags := splitJSON(value, func(text string) []fragment { return splitWords(text, 0, len(text), 0) }); len(frags) > 0 {
			return frags
		}
		return splitLines(value)
	}
	return splitWords(value, 0, len(value), 0)
}

// splitWords finds the words between two offsets of a value that can be scopes.
func splitWords(value string, from, to, group int) []fragment {
	var frags []fragment
	for _, w := range listWords(value[from:to]) {
		if text := value[from+w.from : from+w.to]; isWritten(text) {
			frags = append(frags, fragment{text: text, off: from + w.from, to: from + w.to, group: group, whole: w.to-w.from == len(value)})
		}
	}
	return frags
}

// scopeLine matches a line of YAML, TOML, an env file or the like that has the
// key of a list of scopes, and what stands behind it.
var scopeLine = regexp.MustCompile(`(?m)^[ \t-]*["']?(?:[A-Za-z0-9.]*[._-])?(?i:scopes?)["']?[ \t]*[:=][ \t]*(.*)$`)

// listItem matches an item of a YAML list.
var listItem = regexp.MustCompile(`^\n[ \t]*-[ \t]+([^\n]*)`)

// splitLines finds the scopes in a document of lines.
func splitLines(value string) []fragment {
	var frags []fragment
	for group, m := range scopeLine.FindAllStringSubmatchIndex(value, -1) {
		from, to := m[2], uncommented(value, m[2], m[3])
		switch rest := strings.TrimSpace(value[from:to]); {
		case rest == "" || rest == "|" || rest == ">":
			for from = m[3]; ; {
				item := listItem.FindStringSubmatchIndex(value[from:])
				if item == nil {
					break
				}
				frags = append(frags, splitQuoted(value, from+item[2], uncommented(value, from+item[2], from+item[3]), group)...)
				from += item[1]
			}
		case rest[0] == '[' && !strings.Contains(rest, "]"):
			if end := strings.IndexByte(value[from:], ']'); end >= 0 {
				frags = append(frags, splitQuoted(value, from, from+end, group)...)
			}
		default:
			frags = append(frags, splitQuoted(value, from, to, group)...)
		}
	}
	for i := range frags {
		frags[i].scope = true
	}
	return frags
}

// uncommented is where a comment at the end of a line begins.
func uncommented(value string, from, to int) int {
	if i := strings.Index(value[from:to], " #"); i >= 0 {
		return from + i
	}
	return to
}

// splitQuoted finds the words between two offsets without brackets and quotes.
func splitQuoted(value string, from, to, group int) []fragment {
	bare := strings.Map(func(r rune) rune {
		if strings.ContainsRune("[]\"'\n", r) {
			return ' '
		}
		return r
	}, value[from:to])
	frags := splitWords(bare, 0, len(bare), group)
	for i := range frags {
		frags[i].off, frags[i].to, frags[i].whole = frags[i].off+from, frags[i].to+from, false
	}
	return frags
}

// inText returns the only sign that the URLs of a text have, if it may have
// scopes in it, too.
func (p *providerReader) inText(text string) (sign, bool) {
	if !strings.Contains(text, "cope") {
		return sign{}, false
	}
	if s, ok := inCommand(text); ok {
		return s, true
	}
	var found sign
	for rest := text; ; {
		i := strings.Index(rest, "://")
		if i < 0 {
			return found, found.catalog != ""
		}
		start := strings.LastIndexFunc(rest[:i], func(r rune) bool { return r < 'a' || r > 'z' }) + 1
		end := i + len("://")
		if n := strings.IndexAny(rest[end:], " \t\r\n\"'`<>,"); n >= 0 {
			end += n
		} else {
			end = len(rest)
		}
		if s, ok := p.inURL(rest[start:end]); ok {
			if found.catalog != "" && found.catalog != s.catalog {
				return sign{}, false
			}
			found = s
		}
		rest = rest[end:]
	}
}

// commands are programs that get a token with the scopes that a flag names.
var commands = map[string]struct {
	catalog string
	flags   []string
}{
	"gh":    {"github", []string{"-s", "--scopes"}},
	"doctl": {"digitalocean", []string{"--scopes"}},
}

// inCommand returns the sign of a shell command: "gh auth login --scopes gist".
func inCommand(text string) (sign, bool) {
	for name, program := range commands {
		if strings.Contains(text, name+" auth ") && strings.Contains(text, " --scopes") {
			return sign{catalog: program.catalog}, true
		}
	}
	return sign{}, false
}

// command asks for the scopes among the arguments of a program:
// exec.Command("gh", "auth", "login", "--scopes", "gist").
func (t *tracer) command(call *ast.CallExpr) {
	fn, ok := callee(t.pass.TypesInfo, call).(*types.Func)
	if !ok || fn.Pkg() == nil || fn.Pkg().Path() != "os/exec" {
		return
	}
	for i, arg := range call.Args[:min(2, len(call.Args))] {
		name, _ := stringValue(t.pass.TypesInfo, arg)
		program, ok := commands[name]
		if !ok {
			continue
		}
		of := sign{catalog: program.catalog}
		for j, arg := range call.Args[i:] {
			flag, _ := stringValue(t.pass.TypesInfo, arg)
			if name, _, ok := strings.Cut(flag, "="); ok && slices.Contains(program.flags, name) {
				t.ask(of, nil, arg)
			} else if slices.Contains(program.flags, flag) && i+j+1 < len(call.Args) {
				t.ask(of, nil, call.Args[i+j+1])
			}
		}
	}
}
