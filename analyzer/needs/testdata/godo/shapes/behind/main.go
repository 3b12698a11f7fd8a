// Needs account:read and regions:read: a library leaves these to other libraries, of
// which one has the server's name from yet another.
package main

import "example.com/framework/front"

func main() {
	front.Account()
	front.Regions()
}
