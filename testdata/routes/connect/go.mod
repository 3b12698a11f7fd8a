module connect

go 1.26.0

require (
	connectrpc.com/connect v1.21.1
	google.golang.org/protobuf v1.36.11
	oracle v0.0.0
)

replace oracle => ../oracle
