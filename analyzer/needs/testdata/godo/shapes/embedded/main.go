// Needs nobody knows what: what it asks for stands in a file.
package main

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"os"
)

//go:embed calls.json
var spec []byte

func main() {
	var calls map[string]struct{ Method, URL string }
	json.Unmarshal(spec, &calls)
	c := calls[os.Args[1]]
	req, _ := http.NewRequest(c.Method, c.URL, nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
