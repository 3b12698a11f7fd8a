// Package inner is where package host hands things to.
package inner

func Do(x any) { x.(interface{ Inner() }).Inner() }
