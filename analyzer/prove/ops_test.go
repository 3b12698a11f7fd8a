package prove

import (
	"go/constant"
	"go/token"
	"strings"
	"testing"
)

// TestCalculateEnds: what doubles is not computed without end.
func TestCalculateEnds(t *testing.T) {
	for _, tt := range []struct {
		op    token.Token
		start constant.Value
	}{{token.ADD, constant.MakeString("droplet:read ")}, {token.MUL, constant.MakeInt64(3)}, {token.SHL, constant.MakeInt64(3)}} {
		v, ok, n := tt.start, true, 0
		for ; ok && n < 100; n++ {
			by := v
			if tt.op == token.SHL {
				by = constant.MakeInt64(60)
			}
			v, ok = calculate(tt.op, v, by)
		}
		if ok {
			t.Errorf("%s: no end after %d", tt.op, n)
		}
	}
	if v, ok := calculate(token.ADD, constant.MakeString("droplet:"), constant.MakeString("read")); !ok || constant.StringVal(v) != "droplet:read" {
		t.Errorf("a short sum: %v, %t", v, ok)
	}
	if _, ok := calculate(token.ADD, constant.MakeString(strings.Repeat("x", maxText)), constant.MakeString("x")); ok {
		t.Error("a long sum is computed")
	}
}
