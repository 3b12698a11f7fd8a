// Package names declares a constant for another package.
package names

const Odd = "droplet:odd"
