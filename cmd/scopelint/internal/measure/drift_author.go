package main

import (
	"maps"
	"math/rand/v2"
	"slices"
	"time"
)

// An author makes up the steps of a history.
type author struct {
	*world
	now   map[string]version // what stands there
	past  []map[string]version
	clock time.Time
	only  time.Time // of all files, if it is not zero
}

func (b *driftBench) newAuthor(seed uint64) (*author, error) {
	rnd := rand.New(rand.NewPCG(seed, 1))
	a := &author{now: make(map[string]version), clock: time.Now().Add(-24 * time.Hour)}
	if b.before == nil {
		a.world = newWorld(rnd, b.sums)
		if a.chance(20) {
			a.only = a.clock
		}
		return a, nil
	}
	var err error
	a.world, err = worldIn(rnd, b.dir)
	return a, err
}

// step makes up the next one.
func (a *author) step(i int) step {
	what, compiles := "all is new", i%4 != 0
	var next map[string]version
	switch {
	case i == 0:
		next = a.stamped(a.tree())
	case a.chance(4):
		what, next = "files are touched", a.touched()
	case a.chance(4) && len(a.past) > 0:
		what, next = "an earlier state", pick(a.world, a.past)
		if a.chance(50) && a.only.IsZero() {
			next = maps.Clone(next)
			for name := range next {
				next[name] = version{text: next[name].text, at: a.time()}
			}
		}
	default:
		if what = a.edit(); compiles { // what does not compile is not held against the other ways
			what += ", " + mendAll(a.world)
		}
		for !compiles && a.chance(15) {
			what += ", " + a.edit()
		}
		next = a.stamped(a.tree())
	}
	s := step{what: what, files: make(map[string]version), run: a.someRun(), cache: a.someCache(), source: i%4 == 3 || i == 0, vet: true}
	if s.by = inPlace; a.chance(25) {
		s.by = byRenaming
	}
	if i > 0 && a.chance(15) && !a.real {
		s.by = byCheckout
	}
	if !slices.Contains(s.run.flags, "-tests=false") {
		s.routes, s.needs = a.chance(30), a.chance(8)
	}
	for name, v := range next {
		if a.now[name] != v {
			s.files[name] = v
		}
	}
	for name := range a.now {
		if _, ok := next[name]; !ok {
			s.files[name] = version{gone: true}
		}
	}
	a.now = next
	a.past = append(a.past, next)
	return s
}

// stamped gives the files that change a time.
func (a *author) stamped(tree map[string]string) map[string]version {
	next := make(map[string]version)
	for name, text := range tree {
		v, ok := a.now[name]
		if !ok || v.text != text {
			at := a.time()
			if ok && !v.at.IsZero() && a.chance(35) {
				at = v.at // as if nothing had happened
			}
			v = version{text: text, at: at}
		}
		next[name] = v
	}
	return next
}

func (a *author) touched() map[string]version {
	next := maps.Clone(a.now)
	every := 1 + a.rnd.IntN(5)
	for i, name := range slices.Sorted(maps.Keys(next)) {
		if i%every == 0 {
			next[name] = version{text: next[name].text, at: a.time()}
		}
	}
	return next
}

// time is some time of the last day, or now, and rarely one that a clock shows
// that was set wrongly.
func (a *author) time() time.Time {
	switch {
	case !a.only.IsZero():
		return a.only
	case a.chance(25):
		return time.Time{}
	case a.chance(8):
		return a.clock.AddDate(pick(a.world, []int{-40, 40}), 0, 0)
	}
	return a.clock.Add(time.Duration(a.rnd.Int64N(int64(23 * time.Hour))))
}

// someCache is mostly one that nothing happened to.
func (a *author) someCache() cacheState {
	if a.chance(75) {
		return ""
	}
	return pick(a.world, []cacheState{cacheReadOnly, cacheFull, cacheSaved, cacheRestored, cachePast, cacheFuture})
}

// someRun is mostly one over all.
func (a *author) someRun() lintRun {
	r := lintRun{patterns: []string{"./..."}}
	switch {
	case a.chance(8) && !a.real:
		r.dir = "lib"
	case a.chance(8) && !a.real:
		r.patterns = []string{"./...", "./lib/..."}
	case a.chance(25):
		p := pick(a.world, a.pkgs)
		for !a.real && (p.elsewhere || p.module != "example.com/m" && a.chance(80)) {
			p = pick(a.world, a.pkgs)
		}
		r.patterns = []string{"./" + p.dir}
	}
	if a.chance(6) {
		r.flags = []string{"-tags=extra"}
	}
	if a.chance(3) {
		r.flags = append(r.flags, "-tests=false")
	}
	return r
}
