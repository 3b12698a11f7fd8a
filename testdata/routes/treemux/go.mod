module treemux

go 1.26

require (
	github.com/dimfeld/httptreemux/v5 v5.5.0
	oracle v0.0.0
)

replace oracle => ../oracle
