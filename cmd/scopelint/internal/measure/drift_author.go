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
}

func (b *driftBench) newAuthor(seed uint64) (*author, error) {
	rnd := rand.New(rand.NewPCG(seed, 1))
	a := &author{now: make(map[string]version), clock: time.Now().Add(-24 * time.Hour)}
	if b.before == nil {
		a.world = newWorld(rnd)
		return a, nil
	}
	var err error
	a.world, err = worldIn(rnd, b.dir)
	return a, err
}

// step makes up the next one.
func (a *author) step(i int) step {
	what, compiles := "all is new", i%4 == 3
	var next map[string]version
	switch {
	case i == 0:
		next = a.stamped(a.tree())
	case a.chance(4):
		what, next = "files are touched", a.touched()
	case a.chance(4) && len(a.past) > 0:
		what, next = "an earlier state", pick(a.world, a.past)
		if a.chance(50) {
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
	s := step{what: what, files: make(map[string]version), run: a.someRun(), source: compiles || i == 0, vet: i%12 == 11}
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
			v = version{text: text, at: a.time()}
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

// time is some time of the last day, or now. No two are the same: of a file
// that has neither another size nor another time nobody can tell that it
// changed.
func (a *author) time() time.Time {
	if a.chance(25) {
		return time.Time{}
	}
	return a.clock.Add(time.Duration(a.rnd.Int64N(int64(23 * time.Hour))))
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
