// Package flags finds commands in the fields of a struct.
package flags

import "reflect"

type commander interface{ Execute([]string) error }

func Parse(to any, args []string) error {
	v := reflect.ValueOf(to).Elem()
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("command") != args[0] {
			continue
		}
		if c, ok := v.Field(i).Addr().Interface().(commander); ok {
			return c.Execute(args[1:])
		}
	}
	return nil
}
