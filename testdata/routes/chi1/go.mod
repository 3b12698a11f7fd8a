module chi1

go 1.26

require (
	github.com/go-chi/chi v1.5.5
	oracle v0.0.0
)

replace oracle => ../oracle
