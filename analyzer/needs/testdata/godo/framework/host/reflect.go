package host

import "reflect"

// Register keeps all methods of x, to be called by their names.
func Register(x any) map[string]func() {
	methods := make(map[string]func())
	v := reflect.ValueOf(x)
	for i := range v.NumMethod() {
		methods[v.Type().Method(i).Name] = func() { v.Method(i).Call(nil) }
	}
	return methods
}
