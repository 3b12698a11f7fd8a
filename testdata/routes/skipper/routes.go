// Package skipper has guards that a function of a library decides about. The
// paths of the routes tell what is to be said of them.
package skipper

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func ok(c echo.Context) error { return c.NoContent(http.StatusNoContent) }

func unless(skip middleware.Skipper, scope string) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if !skip(c) && c.Request().Header.Get("X-Scope") != scope {
				return c.NoContent(http.StatusForbidden)
			}
			return next(c)
		}
	}
}

func Routes() *echo.Echo {
	e := echo.New()
	e.GET("/perhaps/library", ok, unless(middleware.DefaultSkipper, "image:read"))
	e.GET("/guarded/never", ok, unless(func(echo.Context) bool { return false }, "image:read"))
	e.GET("/open/always", ok, unless(func(echo.Context) bool { return true }, "image:read"))
	return e
}
