// Package lsp is a language server for Go code that names scopes, for its
// configurations and its catalogs.
//
// # How
//
// Buffers of the editor lie over the files on disk (document.go). Each edit
// cancels what is judged of its module and has it judged again in two lanes
// (module.go): at once the package that is edited, against imports that stay
// type-checked from one edit to the next, and once the typing stops the whole
// module, as "scopelint ./..." judges it. What is shown of a file is put
// together from both (diagnose.go), and is sent only if it differs from what the
// editor has.
//
// Requests are answered from the buffers as they are when the request is read
// (server.go): each by a goroutine of its own, which may be cancelled, and whose
// panic is an error for the editor and nothing more.
package lsp
