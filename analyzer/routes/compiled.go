package routes

import (
	"go/constant"
	"slices"
	"strings"
)

// The code that protoc-gen-grpc-gateway generates has its paths compiled:
//
//	runtime.MustPattern(runtime.NewPattern(1, []int{2, 0, 1, 0, 4, 1, 5, 1}, []string{"v2", "id"}, ""))
//
// The numbers are pairs of an operation on a stack and its operand.
const (
	opPush    = 1 // any segment
	opLitPush = 2 // a text of the pool
	opPushM   = 3 // the rest of the path
	opConcatN = 4 // so many items are one
	opCapture = 5 // an item has a name of the pool
)

// compiled are functions that make, or hand on, a compiled path.
var compiled = map[string]func([]value) value{
	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime.MustPattern": func(args []value) value { return args[0] },
	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime.NewPattern": func(args []value) value {
		if path, ok := decompile(numbersOf(args[1]), stringsOf(args[2]), stringsOf(&list{elems: args[3:4]})); ok {
			return &text{s: path}
		}
		return &text{s: hole}
	},
}

// decompile writes a path as it stood in the service's description:
// "/v1/{name=shelves/*}:borrow".
func decompile(ops []int, pool, verb []string) (string, bool) {
	var stack []string
	for pair := range slices.Chunk(ops, 2) {
		op, n := pair[0], pair[len(pair)-1]
		switch {
		case op == opPush:
			stack = append(stack, "*")
		case op == opPushM:
			stack = append(stack, "**")
		case op == opLitPush && n < len(pool):
			stack = append(stack, pool[n])
		case op == opConcatN && n > 0 && n <= len(stack):
			at := len(stack) - n
			stack = append(stack[:at], strings.Join(stack[at:], "/"))
		case op == opCapture && n < len(pool) && len(stack) > 0:
			top := &stack[len(stack)-1]
			if *top == "*" {
				*top = "{" + pool[n] + "}"
			} else {
				*top = "{" + pool[n] + "=" + *top + "}"
			}
		default:
			return "", false
		}
	}
	path := "/" + strings.Join(stack, "/")
	if len(verb) == 1 && verb[0] != "" {
		path += ":" + verb[0]
	}
	return path, len(ops) > 0 && len(verb) == 1
}

func numbersOf(v value) []int {
	l, _ := v.(*list)
	if l == nil {
		return nil
	}
	var ns []int
	for _, e := range l.elems {
		k, ok := e.(*known)
		if !ok {
			return nil
		}
		n, _ := constant.Int64Val(constant.ToInt(k.val))
		ns = append(ns, int(n))
	}
	return ns
}

func stringsOf(v value) []string {
	l, _ := v.(*list)
	if l == nil {
		return nil
	}
	var texts []string
	for _, t := range textsOf(l) {
		texts = append(texts, t.s)
	}
	return texts
}
