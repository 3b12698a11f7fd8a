// Stock is the analyzer under the driver of golang.org/x/tools, to compare ours
// with.
package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/scopelint/scopelint/analyzer"
)

func main() { unitchecker.Main(analyzer.Analyzer) }
