// Measure prints the figures that scopelint claims, so that anyone can print
// them again. It is slow, and no part of the tests but for its subcommand
// suggest.
//
//	go run ./cmd/scopelint/internal/measure suggest
//	go run ./cmd/scopelint/internal/measure recall DIR…
//	go run ./cmd/scopelint/internal/measure same DIR…
//	go run ./cmd/scopelint/internal/measure plant DIR N
//	go run ./cmd/scopelint/internal/measure drift HISTORIES STEPS SEED [DIR]
//	go run ./cmd/scopelint/internal/measure robust DIR…
//	go run ./cmd/scopelint/internal/measure limits SCOPELINT [NAME…]
//	go run ./cmd/scopelint/internal/measure routes SCOPELINT NAME=DIR…
//	go run ./cmd/scopelint/internal/measure cost DIR [LEAF BASE]
//	go run ./cmd/scopelint/internal/measure growth [N…]
//	go run ./cmd/scopelint/internal/measure generate DIR N
//	go run ./cmd/scopelint/internal/measure needs SCOPELINT NAME=DIR…
//	go run ./cmd/scopelint/internal/measure needs-cost RUNS SCOPELINT GOVULNCHECK CAPSLOCK NAME=DIR…
//
// docs/figures.md tells where the directories come from.
package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New("usage: measure suggest | recall DIR… | same DIR… | plant DIR N | drift HISTORIES STEPS SEED [DIR] | robust DIR… | limits SCOPELINT [NAME…] | routes SCOPELINT NAME=DIR… | cost DIR [LEAF BASE] | growth [N…] | generate DIR N | needs SCOPELINT NAME=DIR… | needs-cost RUNS SCOPELINT GOVULNCHECK CAPSLOCK NAME=DIR…")
	}
	switch name, args := args[0], args[1:]; name {
	case "suggest":
		measureSuggestions().print(os.Stdout)
		return nil
	case "recall":
		return measureRecall(os.Stdout, args)
	case "same":
		return compareDrivers(os.Stdout, args)
	case "plant":
		return plantScopes(os.Stdout, args)
	case "drift":
		return measureDrift(os.Stdout, args)
	case "robust":
		return tryFiles(os.Stdout, args)
	case "limits":
		return measureLimits(os.Stdout, args)
	case "routes":
		return measureRoutes(os.Stdout, args)
	case "cost":
		return measureCost(os.Stdout, args)
	case "growth":
		return measureGrowth(os.Stdout, args)
	case "load": // for cost
		return loadSyntax(args[0])
	case "generate":
		if len(args) != 2 {
			return errors.New("usage: measure generate DIR N")
		}
		n, err := strconv.Atoi(args[1])
		if err != nil {
			return err
		}
		return generate(args[0], n)
	case "needs":
		return measurePrograms(os.Stdout, args)
	case "needs-cost":
		return measureNeedsCost(os.Stdout, args)
	default:
		return fmt.Errorf("no figure called %q", name)
	}
}
