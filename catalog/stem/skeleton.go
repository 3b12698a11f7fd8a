package stem

import (
	"bytes"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// Hidden reports whether a character does not show: a control or format character,
// a blank other than the space, one of the fillers that are letters by name alone.
func Hidden(r rune) bool {
	const braille = '\u2800' // the pattern without dots
	return !strconv.IsPrint(r) || r == braille ||
		r > unicode.MaxLatin1 && unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Skeleton is a name as it looks: without characters beyond ASCII that do not show
// and without control characters, and with the Latin letters that others look like
// in their place. ASCII's blanks stay. A name that is plain already is not copied.
func Skeleton(name []byte) []byte {
	i := 0
	for i < len(name) && isPlain(name[i]) {
		i++
	}
	if i == len(name) {
		return name
	}
	out := bytes.Clone(name[:i])
	for i < len(name) {
		r, size := utf8.DecodeRune(name[i:])
		switch latin := latinLike(r); {
		case r < utf8.RuneSelf && isPlain(byte(r)), r == utf8.RuneError:
			out = append(out, name[i:i+size]...)
		case latin != 0:
			out = append(out, latin)
		case !Hidden(r):
			out = append(out, name[i:i+size]...)
		}
		i += size
	}
	return out
}

// isPlain reports whether a byte is an ASCII character that shows, or a blank.
func isPlain(b byte) bool {
	return b >= ' ' && b < 0x7f || b == '\t' || b == '\n' || b == '\r'
}

// latinLike is the ASCII character that a letter of another script, or of another
// width, looks like, or 0.
func latinLike(r rune) byte {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	switch {
	case r < utf8.RuneSelf:
		return 0
	case '！' <= r && r <= '～': // full width
		return byte(r-'！') + '!'
	case '𝐀' <= r && r <= '𝚣': // mathematical alphabets
		return letters[(r-'𝐀')%52]
	case '𝟎' <= r && r <= '𝟿':
		return byte((r-'𝟎')%10) + '0'
	}
	for _, l := range latinLikes {
		for _, other := range l.others {
			if other == r {
				return l.latin
			}
		}
	}
	return 0
}

// latinLikes are single letters and signs of other scripts by the ASCII character
// that they look like: of Unicode's list (UTS #39, confusables.txt) those in Cyrillic,
// Greek, Armenian and extended Latin, and those of Cyrillic and Greek that look alike
// in many fonts only. Too many do no harm: what is left must be a known scope.
var latinLikes = [...]struct {
	latin  byte
	others string
}{
	{'a', "аαɑ⍺"}, {'b', "ЬƄƅьɓ"}, {'c', "сϲᴄⅽç"}, {'d', "ԁɗⅾժ"}, {'e', "еҽєε℮ꬲё"}, {'f', "ſƒքẝϝ"}, {'g', "ɡցƍԍ"},
	{'h', "һհɦℎ"}, {'i', "іιıɩїⅰӀ"}, {'j', "јϳʝ"}, {'k', "кκӄ"}, {'l', "ӏǀɭⅼ"}, {'m', "мⅿ"}, {'n', "пηոռ"},
	{'o', "оοσօөᴏ"}, {'p', "рρϱ⍴"}, {'q', "ԛզգ"}, {'r', "гᴦᴨɼ"}, {'s', "ѕꜱƽ"}, {'t', "тτԏ"}, {'u', "υսцʋᴜ"},
	{'v', "νѵⅴᴠ"}, {'w', "ԝѡաωɯᴡ"}, {'x', "хχ×ⅹ"}, {'y', "уγүყʏ"}, {'z', "ᴢʐȥ"},
	{'A', "АΑ"}, {'B', "ВΒ"}, {'C', "СϹ"}, {'D', "Ԁ"}, {'E', "ЕΕЁ"}, {'F', "Ϝ"}, {'G', "Ԍ"}, {'H', "НΗ"}, {'I', "ІΙ"}, {'J', "Ј"},
	{'K', "КΚK"}, {'L', "Ⅼ"}, {'M', "МΜ"}, {'N', "Ν"}, {'O', "ОΟՕ"}, {'P', "РΡ"}, {'Q', "Ԛ"}, {'S', "ЅՏ"}, {'T', "ТΤ"},
	{'U', "Ս"}, {'V', "Ѵ"}, {'W', "Ԝ"}, {'X', "ХΧ"}, {'Y', "УΥҮ"}, {'Z', "Ζ"},
	{'0', "Ο"}, {'1', "Ⅰ"}, {'3', "Зз"}, {'6', "б"},
	{'-', "‐‑‒–—−"}, {'_', "ˍ"}, {'.', "․"}, {'/', "⁄∕"},
}
