module httprouter

go 1.26

require oracle v0.0.0

require github.com/julienschmidt/httprouter v1.3.0

replace oracle => ../oracle
