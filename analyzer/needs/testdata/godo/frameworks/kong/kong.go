// Package kong is as much of github.com/alecthomas/kong as the programs of commands use.
package kong

import "reflect"

func Parse(cli any) *Context { return &Context{reflect.ValueOf(cli).Elem()} }

type Context struct{ value reflect.Value }

func (c *Context) Run(args ...any) error {
	var in []reflect.Value
	for _, a := range args {
		in = append(in, reflect.ValueOf(a))
	}
	for i := range c.value.NumField() {
		if m := c.value.Field(i).Addr().MethodByName("Run"); m.IsValid() {
			m.Call(in)
		}
	}
	return nil
}
