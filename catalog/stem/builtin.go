// Code generated from the built-in catalog by TestBuiltIn. DO NOT EDIT.

package stem

// BuiltInResource reports whether a stem is that of a resource that the built-in catalog has, or had once.
func BuiltInResource(stem []byte) bool {
	switch string(stem) {
	case "1click",
		"account",
		"action",
		"action_gateway",
		"addon",
		"agent_harness_session",
		"api",
		"app",
		"billing",
		"block_storage",
		"block_storage_action",
		"block_storage_snapshot",
		"byoip_prefix",
		"cdn",
		"cdn_endpoint",
		"certificate",
		"container_registry",
		"database",
		"dedicated_inference",
		"dedicated_inference_token",
		"domain",
		"domain_record",
		"droplet",
		"droplet_autoscale_pool",
		"firewall",
		"floating_ip",
		"function",
		"genai",
		"genai_agent",
		"image",
		"inference",
		"kubernete",
		"load_balancer",
		"monitoring",
		"nat_gateway",
		"nfs",
		"one_click",
		"organization",
		"organization_membership",
		"partner_network_connect",
		"project",
		"region",
		"registry",
		"reserved_ip",
		"route",
		"security",
		"size",
		"snapshot",
		"space",
		"space_key",
		"ssh_key",
		"tag",
		"uptime",
		"vendor_portal",
		"volume",
		"vpc",
		"vpc_peering":
		return true
	}
	return false
}

// BuiltInCommon reports whether a stem is that of a resource of the built-in catalog that other code has, too.
func BuiltInCommon(stem []byte) bool {
	switch string(stem) {
	case "account",
		"action",
		"action_gateway",
		"addon",
		"agent_harness_session",
		"api",
		"app",
		"billing",
		"byoip_prefix",
		"cdn",
		"certificate",
		"database",
		"dedicated_inference",
		"dedicated_inference_token",
		"domain",
		"firewall",
		"function",
		"genai",
		"image",
		"inference",
		"kubernete",
		"load_balancer",
		"monitoring",
		"nat_gateway",
		"nfs",
		"organization",
		"organization_membership",
		"project",
		"region",
		"registry",
		"route",
		"security",
		"size",
		"snapshot",
		"space",
		"ssh_key",
		"tag",
		"uptime",
		"vpc",
		"vpc_peering":
		return true
	}
	return false
}

// BuiltInAction reports whether a stem is that of an action of the built-in catalog.
func BuiltInAction(stem []byte) bool {
	switch string(stem) {
	case "access_cluster",
		"access_console",
		"admin",
		"assign_resource",
		"create",
		"create_credential",
		"delete",
		"execute",
		"manage",
		"operate",
		"query",
		"read",
		"read_team",
		"update",
		"view_credential",
		"write":
		return true
	}
	return false
}

// BuiltInWords are those that only code has that speaks of the built-in catalog, in lower case.
var BuiltInWords = []string{"digitalocean", "github.com/digitalocean/godo"}
