package needs

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A fallback tells which argument of a function is the value that a setting has if
// its user gives no other, and where it is kept: at an address that the function
// gets, or with a negative one that it returns.
type fallback struct{ address, value int }

// fallbacks are the functions that declare flags with text, by their full names.
var fallbacks = map[string]fallback{
	"flag.String":                                  {-1, 1},
	"(*flag.FlagSet).String":                       {-1, 2},
	"flag.StringVar":                               {0, 2},
	"(*flag.FlagSet).StringVar":                    {1, 3},
	"github.com/spf13/pflag.String":                {-1, 1},
	"github.com/spf13/pflag.StringP":               {-1, 2},
	"github.com/spf13/pflag.StringVar":             {0, 2},
	"github.com/spf13/pflag.StringVarP":            {0, 3},
	"(*github.com/spf13/pflag.FlagSet).String":     {-1, 2},
	"(*github.com/spf13/pflag.FlagSet).StringP":    {-1, 3},
	"(*github.com/spf13/pflag.FlagSet).StringVar":  {1, 3},
	"(*github.com/spf13/pflag.FlagSet).StringVarP": {1, 4},
}

// fallbackOf is the address, nil for the result, and the value that a call declares;
// a nil value if it declares none.
func fallbackOf(site ssa.CallInstruction) (address, value ssa.Value) {
	callee := site.Common().StaticCallee()
	if callee == nil || callee.Object() == nil {
		return nil, nil
	}
	f, ok := fallbacks[callee.Object().(*types.Func).FullName()]
	if !ok {
		return nil, nil
	}
	args := site.Common().Args
	if f.address >= 0 {
		address = args[f.address]
	}
	return address, args[f.value]
}
