package request

import (
	"context"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// Some credentials take one scope.
func tokens(ctx context.Context, cli *azidentity.AzureCLICredential, secret *azidentity.ClientSecretCredential) {
	cli.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"https://management.azure.com/.default"}})
	cli.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"User.Read", "Mail.Send"}}) // want `AzureCLICredential takes exactly one scope, and this list has 2`
	secret.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{"User.Read", "Mail.Send"}})
	opts := policy.TokenRequestOptions{Scopes: []string{"Users.Read", "User.Read"}} // want `takes exactly one scope` `did you mean "User.Read"`
	cli.GetToken(ctx, opts)
}
