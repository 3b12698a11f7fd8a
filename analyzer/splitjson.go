package analyzer

import (
	"encoding/json"
	"regexp"
	"strings"
)

// jsonScopeKey matches a JSON key whose value is scopes: "scope", "scopes",
// "required_scopes", "requiredScopes".
var jsonScopeKey = regexp.MustCompile(`"((?:[A-Za-z0-9_-]*[_-])?scopes?|[A-Za-z0-9]*Scopes?)"\s*:\s*`)

// Limits for texts that are made to be costly: scope keys within the values of scope
// keys are read again for each.
const (
	mostReadings = 8
	minJSON      = 64 << 10
	mostNested   = 50
)

// splitJSON finds the scopes in a value that contains JSON. Only the values of
// scope keys are read, so that a template or a message around them does no
// harm. Each of their strings is split by itself.
func splitJSON(value string, split func(text string) []fragment) []fragment {
	if !strings.Contains(value, `"`) || !strings.Contains(value, "cope") {
		return nil
	}
	var frags []fragment
	left := len(value)*mostReadings + minJSON
	for group, m := range jsonScopeKey.FindAllStringSubmatchIndex(value, -1) {
		if left < 0 {
			break
		}
		j := jsonScopes{split: split, key: value[m[2]:m[3]], text: value[m[1]:], base: m[1], group: group}
		left -= j.read()
		frags = append(frags, j.frags...)
	}
	return frags
}

// jsonScopes reads the value of one scope key: "a:b c:d", ["a:b", "c:d"] or
// [{"name": "a:b"}].
type jsonScopes struct {
	split func(text string) []fragment
	key   string
	text  string
	base  int // of text in the constant's value
	group int
	frags []fragment
}

// read returns how many bytes were read.
func (j *jsonScopes) read() int {
	dec := json.NewDecoder(strings.NewReader(j.text))
	depth := 0
	inObject := []bool{false}
	key := ""
	isKey := false
	for {
		before := int(dec.InputOffset())
		tok, err := dec.Token()
		if err != nil {
			return before // the end, or no JSON from here on
		}
		switch tok := tok.(type) {
		case json.Delim:
			switch tok {
			case '[', '{':
				depth++
				inObject = append(inObject, tok == '{')
				isKey = tok == '{'
			default:
				depth--
				inObject = inObject[:len(inObject)-1]
				isKey = inObject[len(inObject)-1]
			}
		case string:
			switch {
			case isKey:
				key, isKey = tok, false
				continue
			case !inObject[len(inObject)-1] || key == "name" || key == "scope":
				j.add(tok, before, int(dec.InputOffset()))
			}
			isKey = inObject[len(inObject)-1]
		default:
			isKey = inObject[len(inObject)-1]
		}
		if depth == 0 || depth > mostNested {
			return int(dec.InputOffset())
		}
	}
}

// add records the scopes of a JSON string that stands between two offsets.
func (j *jsonScopes) add(text string, from, end int) {
	start := from + strings.IndexByte(j.text[from:end], '"') + 1
	written := j.text[start : end-1]
	frags := j.split(text)
	for i := range frags {
		if frags[i].text == text {
			frags[i].to = len(written)
		} else if written != text { // has escapes: where is not known
			frags[i].off, frags[i].to = 0, len(written)
		}
	}
	for _, f := range frags {
		f.off += j.base + start
		f.to += j.base + start
		f.group, f.scope, f.key, f.whole = j.group, true, j.key, false
		j.frags = append(j.frags, f)
	}
}
