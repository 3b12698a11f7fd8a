module example.com/unused

go 1.24

require github.com/digitalocean/godo v0.0.0

replace github.com/digitalocean/godo => ../ungranted-call/godo
