// Package policy stands in for the real one.
package policy

import "github.com/Azure/azure-sdk-for-go/sdk/azcore/internal/exported"

type TokenRequestOptions = exported.TokenRequestOptions
