// Package azidentity stands in for the real one.
package azidentity

import (
	"context"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

type AzureCLICredential struct{}

func (*AzureCLICredential) GetToken(ctx context.Context, opts policy.TokenRequestOptions) (string, error) {
	return "", nil
}

type ClientSecretCredential struct{}

func (*ClientSecretCredential) GetToken(ctx context.Context, opts policy.TokenRequestOptions) (string, error) {
	return "", nil
}
