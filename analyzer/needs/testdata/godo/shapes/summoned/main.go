// Needs kubernetes:read: the cloud is asked for by its name.
package main

import (
	_ "example.com/godo/cloud"
	cloudprovider "k8s.io/cloud-provider"
)

func main() {
	cloud, err := cloudprovider.GetCloudProvider("digitalocean")
	if err != nil {
		panic(err)
	}
	cloud.Clusters()
}
