module chi

go 1.26

require oracle v0.0.0

require github.com/go-chi/chi/v5 v5.5.0

replace oracle => ../oracle
