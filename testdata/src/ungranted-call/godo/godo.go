// Package godo has the shape of the client of that name: services behind
// interfaces, one constructor, paths in constants.
package godo

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

type Client struct {
	BaseURL *url.URL

	Droplets DropletsService
	Domains  DomainsService
}

func New() *Client {
	base, _ := url.Parse("https://api.digitalocean.com/")
	c := &Client{BaseURL: base}
	c.Droplets = &DropletsServiceOp{c}
	c.Domains = &DomainsServiceOp{c}
	return c
}

func (c *Client) NewRequest(ctx context.Context, method, path string, body any) (*http.Request, error) {
	u, err := c.BaseURL.Parse(path)
	if err != nil {
		return nil, err
	}
	buf := new(bytes.Buffer)
	if err := json.NewEncoder(buf).Encode(body); err != nil {
		return nil, err
	}
	return http.NewRequestWithContext(ctx, method, u.String(), buf)
}

func (c *Client) do(ctx context.Context, method, path string, body any) error {
	req, err := c.NewRequest(ctx, method, path, body)
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

type DropletsService interface {
	Create(context.Context, *DropletCreateRequest) error
	Delete(context.Context, int) error
	List(context.Context) error
}

type DropletsServiceOp struct{ client *Client }

type DropletCreateRequest struct {
	Name    string   `json:"name"`
	Tags    []string `json:"tags"`
	VPCUUID string   `json:"vpc_uuid,omitempty"`
}

const droplets = "v2/droplets"

func (s *DropletsServiceOp) Create(ctx context.Context, req *DropletCreateRequest) error {
	return s.client.do(ctx, http.MethodPost, droplets, req)
}

func (s *DropletsServiceOp) Delete(ctx context.Context, id int) error {
	return s.client.do(ctx, http.MethodDelete, fmt.Sprintf("%s/%d", droplets, id), nil)
}

func (s *DropletsServiceOp) List(ctx context.Context) error {
	return s.client.do(ctx, http.MethodGet, droplets, nil)
}

type DomainsService interface {
	CreateRecord(ctx context.Context, domain string) error
}

type DomainsServiceOp struct{ client *Client }

func (s *DomainsServiceOp) CreateRecord(ctx context.Context, domain string) error {
	return s.client.do(ctx, http.MethodPost, fmt.Sprintf("v2/domains/%s/records", domain), nil)
}
