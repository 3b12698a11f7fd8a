module bunrouter

go 1.26

require oracle v0.0.0

require github.com/uptrace/bunrouter v1.0.23

replace oracle => ../oracle
