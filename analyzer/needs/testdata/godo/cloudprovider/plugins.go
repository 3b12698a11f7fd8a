// Package cloudprovider keeps functions by name like the library of this name, and
// calls one where it is asked for.
package cloudprovider

type Interface interface{ Clusters() error }

type Factory func() (Interface, error)

var providers = make(map[string]Factory)

func RegisterCloudProvider(name string, cloud Factory) { providers[name] = cloud }

func GetCloudProvider(name string) (Interface, error) {
	f, ok := providers[name]
	if !ok {
		return nil, nil
	}
	return f()
}
