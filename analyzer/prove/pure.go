package prove

import (
	"fmt"
	"go/constant"
	"go/types"
	"path"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// pure are functions that are called for what they return of constants. What
// they return of anything else depends on all of their arguments.
var pure = map[string]any{
	"strings.ToLower": strings.ToLower, "strings.ToUpper": strings.ToUpper, "strings.TrimSpace": strings.TrimSpace,
	"strings.Trim": strings.Trim, "strings.TrimLeft": strings.TrimLeft, "strings.TrimRight": strings.TrimRight,
	"strings.TrimPrefix": strings.TrimPrefix, "strings.TrimSuffix": strings.TrimSuffix,
	"strings.Fields": strings.Fields, "strings.Split": strings.Split, "strings.SplitN": strings.SplitN,
	"strings.Cut": strings.Cut, "strings.Index": strings.Index, "strings.IndexByte": func(s string, b int64) int { return strings.IndexByte(s, byte(b)) },
	"strings.LastIndex": strings.LastIndex, "strings.Count": strings.Count, "strings.Join": strings.Join,
	"strings.ReplaceAll": strings.ReplaceAll, "strings.Replace": strings.Replace, "strings.ContainsAny": strings.ContainsAny,
	"strings.Repeat": repeat, "strings.Title": nil, "path.Join": path.Join, "path.Base": path.Base, "path.Clean": path.Clean,
	"strconv.Itoa": func(n int64) string { return strconv.Itoa(int(n)) }, "strconv.Quote": strconv.Quote,
	"net/http.StatusText": nil, "fmt.Sprintf": nil, "fmt.Sprint": nil,
	"net/http.CanonicalHeaderKey": nil,
}

func repeat(s string, n int) string {
	if n < 0 || n*len(s) > 1<<12 {
		return ""
	}
	return strings.Repeat(s, n)
}

// pure calls a function on constants.
func (r *run) pure(st *state, m *modeled, f any) value {
	var from origin
	known := f != nil
	var in []reflect.Value
	if f != nil {
		ft := reflect.TypeOf(f)
		for i, a := range m.args {
			v, ok := r.goValue(st, a, paramOf(ft, i))
			known = known && ok
			in = append(in, v)
		}
	}
	for _, a := range m.args {
		from |= st.originOf(a, 3)
	}
	if known {
		fv := reflect.ValueOf(f)
		if fv.Type().IsVariadic() {
			return r.foreignAll(st, fv.CallSlice(in), m.typ)
		}
		return r.foreignAll(st, fv.Call(in), m.typ)
	}
	if m.obj.FullName() == "fmt.Sprintf" {
		if s, ok := r.sprintf(st, m.args); ok {
			return text(s)
		}
	}
	return r.made(m.typ, from.orEnviron())
}

func paramOf(t reflect.Type, i int) reflect.Type {
	if i < t.NumIn() {
		return t.In(i)
	}
	return t.In(t.NumIn() - 1)
}

// goValue makes a Go value of a known one.
func (r *run) goValue(st *state, v value, t reflect.Type) (reflect.Value, bool) {
	switch t.Kind() {
	case reflect.String:
		s, ok := str(v)
		return reflect.ValueOf(s), ok
	case reflect.Int, reflect.Int64:
		n, ok := integer(v)
		return reflect.ValueOf(n).Convert(t), ok
	case reflect.Slice:
		elems, ok := st.elements(v)
		var list []string
		for _, e := range elems {
			s, isText := str(e)
			ok = ok && isText
			list = append(list, s)
		}
		return reflect.ValueOf(list), ok
	}
	return reflect.Value{}, false
}

// foreignAll makes values of Go's.
func (r *run) foreignAll(st *state, out []reflect.Value, t types.Type) value {
	vals := make(tuple, len(out))
	for i, o := range out {
		switch o.Kind() {
		case reflect.String:
			vals[i] = text(o.String())
		case reflect.Int:
			vals[i] = number(o.Int())
		case reflect.Bool:
			vals[i] = truth(o.Bool())
		case reflect.Slice:
			var elems []value
			for k := range o.Len() {
				elems = append(elems, text(o.Index(k).String()))
			}
			vals[i] = st.list(elems)
		}
	}
	if len(vals) == 1 {
		return vals[0]
	}
	return vals
}

var verb = regexp.MustCompile(`%[svdq%]`)

// sprintf formats constants.
func (r *run) sprintf(st *state, args []value) (string, bool) {
	format, ok := str(args[0])
	if !ok || len(args) < 2 || len(verb.FindAllString(format, -1)) != strings.Count(format, "%") {
		return "", false
	}
	elems, ok := st.elements(args[1])
	if !ok {
		return "", false
	}
	var vals []any
	for _, e := range elems {
		if i, ok := e.(iface); ok {
			e = i.val
		}
		c, ok := e.(con)
		if !ok {
			return "", false
		}
		if c.v.Kind() == constant.String {
			vals = append(vals, constant.StringVal(c.v))
		} else {
			vals = append(vals, constant.Val(c.v))
		}
	}
	s := fmt.Sprintf(format, vals...)
	return s, !strings.Contains(s, "%!")
}
