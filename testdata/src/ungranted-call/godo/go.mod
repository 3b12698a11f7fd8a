module github.com/digitalocean/godo

go 1.24
