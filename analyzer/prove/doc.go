// Package prove decides whether a request that lacks a scope can get through a
// route's middlewares and handler.
//
// It executes their SSA on what is known: constants, structs, closures and
// lists are computed, everything else is unknown but for its origin. A branch
// on something unknown is followed both ways. What a request may do is then a
// question to ask of several worlds:
//
//   - In a world where the request has whatever it likes but none of the scopes,
//     a comparison of what is known about it with a scope's text is false. If
//     nothing there reaches the handler's effect, and something does once a scope
//     is granted, the route is guarded by this scope.
//   - In a world without a credential, and in those of a login that grants nothing
//     or something else, what is unknown of the request is computed, too. If the
//     effect is reached there, the route is open, or needs a login alone.
//
// Everything between the two is neither proved nor refuted, and the branches
// that made it so are told.
//
// An effect is an answer that does not refuse: a status below 300, or a body
// without a status before it. A refusal may be followed by its text, but not by
// a call of the next handler. A request that gets no answer, and for which
// nothing is done, is refused where others are answered.
package prove
