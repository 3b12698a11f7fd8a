#!/bin/sh
# Guess: what "go vet ./a" says depends on the package a alone.
# Behaviour (go1.26.8, go vet's own analyzers): it depends on what was vetted before. The key under which the go command
# remembers a package does not tell whether it was asked for or only imported. After "go vet ./b", which imports a, a mistake
# in a is not reported, with status 0, until a changes; and where a was asked for first, "go vet ./b" reports the
# mistakes of a.
# Output seen: "imported first: b: 0, a: 0" and "asked for first: a: 1, b: 1".
set -u
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
export GOCACHE="$dir/cache" GOFLAGS= GOWORK=off GOTOOLCHAIN=go1.26.8
for module in first second; do
	mkdir -p "$dir/$module/a" "$dir/$module/b"
	printf 'module example.com/%s\n\ngo 1.24\n' "$module" >"$dir/$module/go.mod"
	printf 'package a\n\nimport "fmt"\n\nfunc F() { fmt.Printf("%%d", "x") }\n' >"$dir/$module/a/a.go"
	printf 'package b\n\nimport _ "example.com/%s/a"\n' "$module" >"$dir/$module/b/b.go"
done
cd "$dir/first" && go vet ./b 2>/dev/null
b=$?
go vet ./a 2>/dev/null
a=$?
echo "imported first: b: $b, a: $a"
cd "$dir/second" && go vet ./a 2>/dev/null
a2=$?
go vet ./b 2>/dev/null
b2=$?
echo "asked for first: a: $a2, b: $b2"
[ "$b $a $a2 $b2" = "0 0 1 1" ] || { echo "the behaviour has changed" >&2; exit 1; }
