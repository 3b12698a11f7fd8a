package main

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/scopelint/scopelint/analyzer"
)

func main() { singlechecker.Main(analyzer.Analyzer) }
