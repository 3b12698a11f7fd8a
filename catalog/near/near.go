// Package near finds the one name close to a misspelt one.
package near

// Distance is the number of edits that turn a into b: an insertion, a
// deletion, a substitution, or a swap of two neighbouring bytes counts one
// (the optimal string alignment distance).
func Distance(a, b string) int { return Within(a, b, max(len(a), len(b))) }

// Within is the distance of two words, or limit+1 if it is more than limit. It
// looks at no more of the usual table than that takes.
func Within(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	// Three rows of the table: two back (for swaps), previous, current.
	back := make([]int, len(b)+1)
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		from, to := max(i-limit, 1), min(i+limit, len(b)) // further off there are too many insertions
		cur[from-1] = limit + 1
		if from == 1 {
			cur[0] = i
		}
		for j := from; j <= to; j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], back[j-2]+1)
			}
		}
		if to < len(b) {
			cur[to+1] = limit + 1
		}
		back, prev, cur = prev, cur, back
	}
	return min(prev[len(b)], limit+1)
}

// Limit is the largest distance at which a word of n bytes still counts as
// misspelt rather than as another word.
func Limit(n int) int {
	switch {
	case n <= 2:
		return 0
	case n <= 4:
		return 1
	default:
		return 2
	}
}

// Best returns the candidate nearest to word, if it lies within [Limit] and no
// other candidate lies as near.
func Best(word string, candidates []string) (string, bool) {
	best, bestDist, tie := "", Limit(len(word))+1, false
	for _, c := range candidates {
		switch d := Within(word, c, bestDist); {
		case d < bestDist:
			best, bestDist, tie = c, d, false
		case d == bestDist && c != best:
			tie = true
		}
	}
	return best, best != "" && !tie
}
