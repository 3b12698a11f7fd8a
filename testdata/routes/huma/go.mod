module huma

go 1.26

require oracle v0.0.0

require github.com/danielgtaylor/huma/v2 v2.37.2

replace oracle => ../oracle
