module example.com/worker

go 1.24

require github.com/digitalocean/godo v0.0.0

replace github.com/digitalocean/godo => ./godo
