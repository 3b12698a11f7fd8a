// Package stem makes names comparable that mean one thing: droplet and
// Droplets, load-balancer and load_balancer. It also knows those of the built-in
// catalog, as code, for a process that would rather not read the catalog.
package stem

import "bytes"

// Of folds a name and puts each of its words into the singular. Two names with
// one stem look alike; the stem itself is not always a word.
func Of(name string) string { return string(Append(nil, bytes.ToLower([]byte(name)))) }

// Fold removes what people get wrong without meaning another name: case, and
// hyphens for underscores.
func Fold(name string) string {
	return string(bytes.ReplaceAll(bytes.ToLower([]byte(name)), []byte("-"), []byte("_")))
}

// Append adds the stem of a name to dst; letters beyond ASCII are taken as they
// are.
func Append(dst, name []byte) []byte {
	word := len(dst)
	for _, b := range name {
		switch {
		case b == '-' || b == '_':
			dst = append(singular(dst, word), '_')
			word = len(dst)
			continue
		case 'A' <= b && b <= 'Z':
			b += 'a' - 'A'
		}
		dst = append(dst, b)
	}
	return singular(dst, word)
}

// singular cuts the ending of the word that begins at an offset.
func singular(name []byte, from int) []byte {
	word := name[from:]
	has := func(ending string) bool { return bytes.HasSuffix(word, []byte(ending)) }
	switch {
	case len(word) <= 3: // dns, nfs
		return name
	case has("ies"):
		return append(name[:len(name)-3], 'y')
	case has("sses"), has("xes"), has("ches"), has("shes"):
		return name[:len(name)-2]
	case has("ss"), has("us"), has("is"):
		return name
	case has("s"):
		return name[:len(name)-1]
	}
	return name
}
