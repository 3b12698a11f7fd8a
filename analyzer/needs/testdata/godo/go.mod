module example.com/godo

go 1.24

require (
	github.com/alecthomas/kong v1.12.1
	github.com/dghubble/sling v1.4.2
	github.com/go-resty/resty/v2 v2.17.2
	github.com/mitchellh/cli v1.1.5
	github.com/spf13/cobra v1.10.2
	github.com/urfave/cli/v3 v3.4.1
)

require (
	example.com/framework v0.0.0
	github.com/digitalocean/godo v1.236.0
	github.com/google/go-querystring v1.1.0
	github.com/valyala/fasthttp v1.69.0
	k8s.io/cloud-provider v0.0.0
)

replace (
	example.com/framework => ./framework
	github.com/alecthomas/kong => ./frameworks/kong
	github.com/dghubble/sling => ./frameworks/sling
	github.com/go-resty/resty/v2 => ./frameworks/resty
	github.com/mitchellh/cli => ./frameworks/mitchellh
	github.com/spf13/cobra => ./frameworks/cobra
	github.com/urfave/cli/v3 => ./frameworks/cli
	github.com/valyala/fasthttp => ./fasthttp
	k8s.io/cloud-provider => ./cloudprovider
)

require (
	github.com/hashicorp/go-cleanhttp v0.5.2 // indirect
	github.com/hashicorp/go-retryablehttp v0.7.7 // indirect
	golang.org/x/oauth2 v0.27.0 // indirect
	golang.org/x/time v0.6.0 // indirect
)
