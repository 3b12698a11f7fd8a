package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// readPages makes what archives have beside the program: papers, completions and
// the man page. The last two come from the program itself.
func readPages() ([]file, error) {
	var pages []file
	for _, name := range []string{"LICENSE", "README.md", "CHANGELOG.md"} {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("this is run at the root of the repository: %w", err)
		}
		pages = append(pages, file{name, text, 0o644})
	}
	dir, err := os.MkdirTemp("", "release")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "scopelint")
	if err := run(exec.Command("go", "build", "-o", program, "./cmd/scopelint")); err != nil {
		return nil, err
	}
	for _, c := range []struct{ shell, name string }{{"bash", "scopelint.bash"}, {"fish", "scopelint.fish"}, {"zsh", "_scopelint"}} {
		text, err := exec.Command(program, "completion", c.shell).Output()
		if err != nil {
			return nil, err
		}
		pages = append(pages, file{"completions/" + c.name, text, 0o644})
	}
	man, err := manPage(func(command ...string) ([]byte, error) {
		return exec.Command(program, append([]string{"help"}, command...)...).Output()
	})
	return append(pages, file{"man/scopelint.1", man, 0o644}), err
}

// manPage is what the help says, of all commands, as a page of section 1.
func manPage(help func(command ...string) ([]byte, error)) ([]byte, error) {
	var b strings.Builder
	b.WriteString(".TH SCOPELINT 1\n.SH NAME\nscopelint \\- find mistakes in the API-token scopes of Go code\n")
	for _, command := range []string{"", "needs", "routes", "explain", "catalog", "init", "rules", "config", "lsp", "completion", "version"} {
		title, args := "DESCRIPTION", []string(nil)
		if command != "" {
			title, args = "SCOPELINT "+strings.ToUpper(command), []string{command}
		}
		text, err := help(args...)
		if err != nil {
			return nil, fmt.Errorf("help %s: %w", command, err)
		}
		fmt.Fprintf(&b, ".SH %s\n.nf\n%s.fi\n", title, verbatim(string(text)))
	}
	return []byte(b.String()), nil
}

// verbatim is a text in which roff sees no command.
func verbatim(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "…", "...").Replace(text)
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "")
}
