// Needs nobody knows what: other programs make the requests.
package main

import (
	"os"
	"os/exec"
)

const api = "https://api.digitalocean.com"

var command = exec.Command

func main() {
	exec.Command("curl", "-H", "Authorization: Bearer "+os.Getenv("TOKEN"), api+"/v2/droplets").Run()
	run("doctl", "compute", "droplet", "delete", os.Args[1])
	exec.Command("sh", "-c", "/usr/local/bin/doctl apps list | head").Run()
	command("doctl.exe", "account", "get").Run()
	exec.Command("curl", "https://example.com/"+"index.html").Run()
	exec.Command("git", "pull").Run()
	exec.LookPath("doctl")
	(&exec.Cmd{Path: "/snap/bin/doctl"}).Run()
}

func run(name string, args ...string) error { return exec.Command(name, args...).Run() }
