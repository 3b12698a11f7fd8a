// Empty is a vet tool that looks for nothing: what it costs is the driver.
package main

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() {
	unitchecker.Main(&analysis.Analyzer{
		Name: "empty", Doc: "look for nothing",
		Run: func(*analysis.Pass) (any, error) { return nil, nil },
	})
}
