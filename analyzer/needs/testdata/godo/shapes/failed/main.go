// Needs domain:read and domain:update: where the record is not found there is an error, and
// no request for the record 0.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
)

const domains = "https://api.digitalocean.com/v2/domains/"

func main() {
	id, err := record(os.Args[1])
	if err != nil {
		panic(err)
	}
	req, _ := http.NewRequest(http.MethodPut, fmt.Sprintf("%s%s/records/%d", domains, os.Args[1], id), strings.NewReader("{}"))
	http.DefaultClient.Do(req)
}

func record(domain string) (id int, err error) {
	resp, err := http.Get(domains + domain + "/records")
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var found struct{ Records []struct{ ID int } }
	if err := json.NewDecoder(resp.Body).Decode(&found); err != nil {
		return 0, err
	}
	if len(found.Records) == 0 {
		return 0, errors.New("no record")
	}
	return found.Records[0].ID, nil
}
