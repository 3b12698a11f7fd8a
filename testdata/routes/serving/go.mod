module serving

go 1.26
