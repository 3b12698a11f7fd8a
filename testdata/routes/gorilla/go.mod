module gorilla

go 1.26

require oracle v0.0.0

require github.com/gorilla/mux v1.8.1

replace oracle => ../oracle
