// Package golangci is scopelint as a module plugin of golangci-lint v2. A linter
// called scopelint was there before, about something else, so this one is
// called apiscope.
package golangci

import (
	"crypto/sha256"
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/analyzer"
	"github.com/scopelint/scopelint/analyzer/source"
)

// Name is the name of the linter in golangci-lint's configuration.
const Name = "apiscope"

func init() { register.Plugin(Name, New) }

// Settings are what golangci-lint's configuration says beneath
// linters.settings.custom.apiscope.settings.
type Settings struct {
	Config      string `json:"config"`       // the configuration file; "" for that of each module
	UnsafeFixes bool   `json:"unsafe-fixes"` // suggest guessed fixes too
}

// New makes the plugin. An unusable configuration is its error, which makes
// golangci-lint fail.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, err
	}
	configs, err := s.load()
	if err != nil {
		return nil, err
	}
	for _, cfg := range configs {
		if err := cfg.CheckPaths(); err != nil {
			return nil, err
		}
	}
	return &plugin{s, configs}, nil
}

// load reads all configurations that may count: the one that is named, or those
// of the modules that the go command works on.
func (s Settings) load() ([]*analyzer.Config, error) {
	if s.Config != "" {
		cfg, err := analyzer.LoadConfig(s.Config)
		return []*analyzer.Config{cfg}, err
	}
	build, err := source.NewBuild("")
	if err != nil {
		return nil, err
	}
	workspace, err := source.Open(".", build, nil)
	if err != nil {
		return nil, err
	}
	var list []*analyzer.Config
	for _, m := range workspace.Main {
		cfg, err := analyzer.FindConfig(m.Dir)
		if err != nil {
			return nil, err
		}
		list = append(list, cfg)
	}
	return list, nil
}

type plugin struct {
	settings Settings
	configs  []*analyzer.Config
}

func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

// BuildAnalyzers returns the analyzer, and one that does nothing. Golangci-lint
// caches findings under the package and the names of a linter's analyzers, so
// the second one is named after what else decides about them.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	a := analyzer.New(nil)
	if p.settings.Config != "" {
		a = analyzer.New(p.configs[0])
	}
	a.Name = Name // golangci-lint puts other names before each finding
	if err := a.Flags.Set("unsafe-fixes", fmt.Sprint(p.settings.UnsafeFixes)); err != nil {
		return nil, err
	}
	h := sha256.New()
	fmt.Fprintln(h, p.settings)
	for _, cfg := range p.configs {
		fmt.Fprintf(h, "%s %x\n", cfg.File(), cfg.Digest())
	}
	key := &analysis.Analyzer{
		Name: fmt.Sprintf("%s_%x", Name, h.Sum(nil)[:8]),
		Doc:  "nothing: its name is part of the cache key",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}
	return []*analysis.Analyzer{a, key}, nil
}
