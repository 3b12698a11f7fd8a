// Package byname calls methods of what it is handed, and of its fields, by their names.
package byname

import "reflect"

func Execute(x any) { call(reflect.ValueOf(x), "Execute") }

func call(v reflect.Value, name string) {
	if m := v.MethodByName(name); m.IsValid() {
		m.Call(nil)
	}
	v = reflect.Indirect(v)
	for i := range v.NumField() {
		call(v.Field(i).Addr(), name)
	}
}
