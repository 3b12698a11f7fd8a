// Package golangci is scopelint as a module plugin of golangci-lint v2. A linter
// called scopelint was there before, about something else, so this one is
// called apiscope.
package golangci

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/scopelint/scopelint/analyzer"
)

// Name is the name of the linter in golangci-lint's configuration.
const Name = "apiscope"

func init() { register.Plugin(Name, New) }

// Settings are what golangci-lint's configuration says beneath
// linters.settings.custom.apiscope.settings.
type Settings struct {
	Config      string `json:"config"`       // the configuration file; "" for that of the module in the working directory
	UnsafeFixes bool   `json:"unsafe-fixes"` // suggest guessed fixes too
}

// New makes the plugin. An unusable configuration is its error, which makes
// golangci-lint fail.
func New(settings any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[Settings](settings)
	if err != nil {
		return nil, err
	}
	cfg, err := s.load()
	if err != nil {
		return nil, err
	}
	if err := cfg.CheckPaths(); err != nil {
		return nil, err
	}
	return &plugin{s, cfg}, nil
}

func (s Settings) load() (*analyzer.Config, error) {
	if s.Config != "" {
		return analyzer.LoadConfig(s.Config)
	}
	return analyzer.FindConfig(".")
}

type plugin struct {
	settings Settings
	cfg      *analyzer.Config
}

func (p *plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

// BuildAnalyzers returns the analyzer, and one that does nothing. Golangci-lint
// caches findings under the package and the names of a linter's analyzers, so
// the second one is named after what else decides about them.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	a := analyzer.New(p.cfg)
	a.Name = Name // golangci-lint puts other names before each finding
	if err := a.Flags.Set("unsafe-fixes", fmt.Sprint(p.settings.UnsafeFixes)); err != nil {
		return nil, err
	}
	digest := p.cfg.Digest()
	key := &analysis.Analyzer{
		Name: fmt.Sprintf("%s_%x_%t", Name, digest[:8], p.settings.UnsafeFixes),
		Doc:  "nothing: its name is part of the cache key",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}
	return []*analysis.Analyzer{a, key}, nil
}
