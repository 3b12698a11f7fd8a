module nethttp

go 1.26

require oracle v0.0.0

replace oracle => ../oracle
