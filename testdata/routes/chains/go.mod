module chains

go 1.26

require (
	github.com/justinas/alice v1.2.0
	github.com/urfave/negroni/v3 v3.1.2
	oracle v0.0.0
)

replace oracle => ../oracle
