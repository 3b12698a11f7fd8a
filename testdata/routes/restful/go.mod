module restful

go 1.26

require oracle v0.0.0

require github.com/emicklei/go-restful/v3 v3.14.0

replace oracle => ../oracle
