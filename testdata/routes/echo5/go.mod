module echo5

go 1.26

require oracle v0.0.0

require (
	github.com/labstack/echo/v5 v5.4.4
	golang.org/x/time v0.15.0 // indirect
)

replace oracle => ../oracle
