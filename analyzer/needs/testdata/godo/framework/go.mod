module example.com/framework

go 1.24
