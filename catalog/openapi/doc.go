// Package openapi reads what an API's OpenAPI specification says about scopes:
// which there are, and which its operations ask for.
//
// It reads versions 3.0 to 3.2, as YAML or JSON, of one file or of many. Of the
// whole specification only what leads to the security requirements is looked
// at, and only those files are read. References ($ref) are followed wherever
// one may stand, also in place of an operation, where the standard knows none
// but large specifications have them.
//
// Any security scheme may carry scopes: tools write them beside plain bearer
// tokens, too. Of the alternatives that an operation offers, those whose
// schemes never carry scopes (an API key, say) are other ways to authenticate
// and say nothing about tokens.
package openapi
