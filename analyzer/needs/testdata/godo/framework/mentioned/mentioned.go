// Package mentioned can ask any server, such as https://api.digitalocean.com is.
package mentioned

import "net/http"

func Ask(url, token string) {
	req, _ := http.NewRequest(http.MethodGet, url, nil)
	req.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(req)
}
