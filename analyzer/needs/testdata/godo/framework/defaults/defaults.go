// Package defaults has the names that packages share, and can make no request.
package defaults

const Server = "https://api.digitalocean.com"
