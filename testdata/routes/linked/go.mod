module linked

go 1.26
