package prove

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/scopelint/scopelint/analyzer/source"
)

// A program is the SSA of the packages whose code can be read. A package is
// translated when one of its functions is called first.
type program struct {
	prog     *ssa.Program
	own      map[*types.Package]*analysis.Pass
	built    map[*types.Package]bool // whether the translation succeeded
	failed   bool                    // one did not: what waits for its functions would wait for ever
	literals map[*ast.FuncLit]*ssa.Function
	assigned map[types.Object]bool // package variables that functions assign to, or whose address is taken
	globals  map[*ssa.Global]*initializer
	instances
}

func newProgram(passes []*analysis.Pass) *program {
	p := &program{
		prog: ssa.NewProgram(passes[0].Fset, ssa.InstantiateGenerics),
		own:  make(map[*types.Package]*analysis.Pass), built: make(map[*types.Package]bool),
		literals: make(map[*ast.FuncLit]*ssa.Function), assigned: make(map[types.Object]bool),
		globals: make(map[*ssa.Global]*initializer),
		instances: instances{
			of: make(map[*ssa.Function][]*ssa.Function), seen: make(map[*ssa.Function]bool), surveyed: make(map[*types.Package]bool),
		},
	}
	for _, pass := range passes {
		p.own[pass.Pkg] = pass
	}
	return p
}

// declare makes the members of a package, and of those that it imports.
func (p *program) declare(pkg *types.Package) {
	if p.prog.Package(pkg) != nil {
		return
	}
	if pass := p.own[pkg]; pass != nil {
		files, _ := source.Translatable(wellTyped(pass))
		p.prog.CreatePackage(pkg, files, pass.TypesInfo, true)
		p.noteAssigned(pass)
	} else {
		p.prog.CreatePackage(pkg, nil, nil, true)
	}
	for _, imp := range pkg.Imports() {
		p.declare(imp)
	}
}

// wellTyped is the package's syntax without the bodies that the type checker
// could not make sense of, which cannot be translated.
func wellTyped(pass *analysis.Pass) []*ast.File {
	if len(pass.TypeErrors) == 0 && !incomplete(pass.Pkg) {
		return pass.Files
	}
	files := make([]*ast.File, len(pass.Files))
	for i, file := range pass.Files {
		c := *file
		c.Decls = make([]ast.Decl, 0, len(file.Decls))
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil && !isWellTyped(pass.TypesInfo, fn) {
				bare := *fn
				bare.Body = nil
				d = &bare
			} else if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR && !isWellTyped(pass.TypesInfo, g) {
				continue
			}
			c.Decls = append(c.Decls, d)
		}
		files[i] = &c
	}
	return files
}

// incomplete reports whether a package or one that it imports lacks
// declarations, so that there may be types that are not known.
func incomplete(pkg *types.Package) bool {
	if !pkg.Complete() {
		return true
	}
	for _, imp := range pkg.Imports() {
		if !imp.Complete() {
			return true
		}
	}
	return false
}

func isWellTyped(info *types.Info, n ast.Node) bool {
	good := true
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if n.Name != "_" && info.Defs[n] == nil && info.Uses[n] == nil {
				_, isDef := info.Defs[n]
				good = good && isDef
			}
			if obj := info.ObjectOf(n); obj != nil && isInvalid(obj.Type()) {
				good = false
			}
		case ast.Expr:
			if tv, ok := info.Types[n]; ok && isInvalid(tv.Type) {
				good = false
			}
		}
		return good
	})
	return good
}

func isInvalid(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t := t.(type) {
	case *types.Basic:
		return t.Kind() == types.Invalid
	case *types.Pointer:
		return isInvalid(t.Elem())
	case *types.Slice:
		return isInvalid(t.Elem())
	case *types.Tuple:
		for v := range t.Variables() {
			if isInvalid(v.Type()) {
				return true
			}
		}
	case *types.Signature:
		return isInvalid(t.Params()) || isInvalid(t.Results())
	}
	return false
}

// translate makes a package's functions. One whose translation fails is not
// read.
func (p *program) translate(pkg *types.Package) (ok bool) {
	if pkg == nil || p.own[pkg] == nil || p.failed {
		return false
	}
	if ok, done := p.built[pkg]; done {
		return ok
	}
	p.built[pkg] = false
	defer func() {
		if recover() != nil { // of code that is not well typed
			ok, p.failed = false, true
		}
	}()
	p.declare(pkg)
	sp := p.prog.Package(pkg)
	sp.Build()
	for _, m := range sp.Members {
		for _, fn := range p.functionsOf(m) {
			p.keepLiterals(fn)
		}
	}
	p.built[pkg] = true
	return true
}

func (p *program) keepLiterals(fn *ssa.Function) {
	for _, anon := range fn.AnonFuncs {
		if lit, ok := anon.Syntax().(*ast.FuncLit); ok {
			p.literals[lit] = anon
		}
		p.keepLiterals(anon)
	}
}

// readable reports whether a function's body is there.
func (p *program) readable(fn *ssa.Function) bool {
	for f := fn; f != nil; f = f.Parent() {
		if f.Pkg != nil {
			p.translate(f.Pkg.Pkg)
			break
		}
		if o := f.Origin(); o != nil && o.Pkg != nil {
			p.translate(o.Pkg.Pkg)
			break
		}
	}
	return len(fn.Blocks) > 0
}

// ssaFunc is the function of a declaration, or nil if it cannot be read.
func (p *program) ssaFunc(obj *types.Func) *ssa.Function {
	if obj == nil || !p.translate(obj.Pkg()) {
		return nil
	}
	fn := p.prog.FuncValue(obj)
	if fn != nil && isGeneric(fn) {
		return p.instance(fn)
	}
	if fn == nil || len(fn.Blocks) == 0 {
		return nil
	}
	return fn
}

// literal is the function of a literal, or nil.
func (p *program) literal(lit *ast.FuncLit) *ssa.Function {
	if fn := p.literals[lit]; fn != nil {
		return fn
	}
	for pkg, pass := range p.own {
		for _, file := range pass.Files {
			if file.FileStart <= lit.Pos() && lit.Pos() < file.FileEnd {
				p.translate(pkg)
				if decl := enclosing(file, lit); decl != nil && p.literals[lit] == nil {
					p.keepLiteralsOf(pass.TypesInfo.Defs[decl.Name])
				}
				return p.literals[lit]
			}
		}
	}
	return nil
}

// keepLiteralsOf keeps those of a generic function.
func (p *program) keepLiteralsOf(obj types.Object) {
	if obj, ok := obj.(*types.Func); ok {
		if fn := p.ssaFunc(obj); fn != nil {
			p.keepLiterals(fn)
		}
	}
}

// captured is the variable that a literal captures.
func (p *program) captured(lit *ast.FuncLit, fv *ssa.FreeVar) *types.Var {
	fn := p.literals[lit]
	if fn == nil {
		return nil
	}
	root := fn
	for root.Parent() != nil {
		root = root.Parent()
	}
	if o := root.Origin(); o != nil {
		root = o
	}
	if root.Pkg == nil {
		return nil
	}
	pass := p.own[root.Pkg.Pkg]
	var found *types.Var
	ast.Inspect(lit, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && found == nil && id.Name == fv.Name() {
			if v, ok := pass.TypesInfo.Uses[id].(*types.Var); ok && v.Pos() == fv.Pos() {
				found = v
			}
		}
		return found == nil
	})
	return found
}

// An initializer is what of a package's init function makes a variable.
type initializer struct {
	instrs []ssa.Instruction // in their order
	known  bool              // nothing else makes it
}

// initOf finds the instructions that a package variable's value is made by.
func (p *program) initOf(g *ssa.Global) *initializer {
	if in, ok := p.globals[g]; ok {
		return in
	}
	in := &initializer{}
	p.globals[g] = in
	if g.Pkg == nil || !p.translate(g.Pkg.Pkg) || g.Object() == nil || p.assigned[g.Object()] {
		return in
	}
	fn := g.Pkg.Func("init")
	if fn == nil {
		return in
	}
	wanted := make(map[ssa.Instruction]bool)
	var want func(i ssa.Instruction)
	wantValue := func(v ssa.Value) {
		if i, ok := v.(ssa.Instruction); ok && i.Parent() == fn {
			want(i)
		}
	}
	want = func(i ssa.Instruction) {
		if wanted[i] {
			return
		}
		wanted[i] = true
		for _, op := range i.Operands(nil) {
			if *op != nil {
				wantValue(*op)
			}
		}
		switch i.(type) { // what is written into it later
		case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeSlice, *ssa.FieldAddr, *ssa.IndexAddr, *ssa.Slice:
			for _, ref := range *i.(ssa.Value).Referrers() {
				switch ref := ref.(type) {
				case *ssa.Store:
					if ref.Addr == i.(ssa.Value) {
						want(ref)
					}
				case *ssa.MapUpdate, *ssa.FieldAddr, *ssa.IndexAddr:
					want(ref)
				}
			}
		}
	}
	for _, b := range fn.Blocks {
		for _, i := range b.Instrs {
			if s, ok := i.(*ssa.Store); ok {
				if s.Addr == g {
					want(s)
				} else if f, ok := s.Addr.(*ssa.FieldAddr); ok && f.X == g {
					want(s)
				}
			}
		}
	}
	for _, b := range fn.Blocks {
		for _, i := range b.Instrs {
			if wanted[i] {
				switch i.(type) {
				case *ssa.If, *ssa.Phi:
					in.instrs = nil
					return in
				}
				in.instrs = append(in.instrs, i)
			}
		}
	}
	in.known = true
	return in
}

// implementations are the methods of the packages' types that a call of an
// interface's method may run, if nothing else can implement it.
func (r *run) implementations(m *types.Func) []*ssa.Function {
	recv := m.Signature().Recv()
	named, _ := types.Unalias(recv.Type()).(*types.Named)
	if named == nil || r.Implementers == nil {
		return nil
	}
	var fns []*ssa.Function
	for _, t := range r.Implementers(named) {
		sel := r.prog.MethodSets.MethodSet(types.NewPointer(t)).Lookup(m.Pkg(), m.Name())
		if sel == nil {
			return nil
		}
		r.translate(sel.Obj().Pkg())
		if r.failed {
			return nil
		}
		fn := r.prog.MethodValue(sel)
		if fn == nil || !r.readable(fn) {
			return nil
		}
		fns = append(fns, fn)
	}
	return fns
}
