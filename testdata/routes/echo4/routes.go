// The routes of a service on echo v4.
package main

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"oracle"
)

func require(scope string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if !oracle.Allowed(c.Request(), scope) {
				return c.String(http.StatusForbidden, scope)
			}
			return next(c)
		}
	}
}

func ok(c echo.Context) error { return c.NoContent(http.StatusOK) }

type auth struct{ realm string }

func (a *auth) perm(next echo.HandlerFunc, scopes ...string) echo.HandlerFunc {
	return func(c echo.Context) error {
		for _, s := range scopes {
			if !oracle.Allowed(c.Request(), s) {
				return c.String(http.StatusForbidden, s)
			}
		}
		return next(c)
	}
}

func create(c echo.Context) error {
	if err := demand(c, "tag:create"); err != nil {
		return err
	}
	return ok(c)
}

type missing string

func (m missing) Error() string { return string(m) }

func demand(c echo.Context, scope string) error {
	if oracle.Allowed(c.Request(), scope) {
		return nil
	}
	c.String(http.StatusForbidden, scope)
	return missing(scope)
}

func newRouter() *echo.Echo {
	a := &auth{}
	pm := a.perm
	e := echo.New()
	e.GET("/health", ok)
	e.Use(middleware.Recover(), require("base:read")) // covers the route above too
	v2 := e.Group("/v2")
	v2.GET("/early", ok)
	v2.Use(require("account:read"))
	v2.GET("", ok)
	g := v2.Group("/droplets", require("droplet:read"))
	g.GET("", pm(ok, "droplet:list", "tag:read"))
	g.POST("/:id", ok, require("droplet:create"), require("tag:create"))
	g.Add("PUT", "/:id", ok)
	g.Match([]string{http.MethodPatch, http.MethodDelete}, "/:id", ok)
	v2.POST("/tags", create)
	return e
}
