// The routes of a service on gin.
package main

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"oracle"
)

func require(scopes ...string) gin.HandlerFunc {
	return func(c *gin.Context) {
		for _, s := range scopes {
			if !oracle.Allowed(c.Request, s) {
				c.AbortWithStatus(http.StatusForbidden)
				c.Writer.WriteString(s)
				return
			}
		}
		c.Next()
	}
}

func ok(c *gin.Context) { c.Status(http.StatusOK) }

type server struct {
	*gin.Engine
}

// attach is how some services hand a registering method on.
type attach = func(method, path string, handlers ...gin.HandlerFunc) gin.IRoutes

func keys(add attach) {
	add(http.MethodGet, "/keys", ok)
	add(http.MethodPost, "/keys/:id", check, ok)
}

func check(c *gin.Context) {
	if s := "ssh_key:create"; !oracle.Allowed(c.Request, s) {
		c.AbortWithStatus(403)
		c.Writer.WriteString(s)
	}
}

func (s *server) droplets(r gin.IRouter) {
	g := r.Group("/droplets", require("droplet:read"))
	g.GET("", ok)
	g.GET("/:id", ok)
	g.Use(require("droplet:update"))
	{
		g.PUT("/:id", ok)
		g.Match([]string{"PATCH", "POST"}, "/:id", require("tag:read", "tag:create"), ok)
	}
	g.Group("/:id/actions").GET("/", ok)
}

// look sees requests, and turns none away.
func look(c *gin.Context) {}

func newRouter() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	s := &server{gin.New()}
	s.Use(gin.Recovery())
	s.GET("/health", ok)
	v2 := s.Group("/v2")
	early := v2.Group("/early")
	v2.Use(require("account:read"))
	early.GET("/bird", ok) // its group was made before Use
	s.droplets(v2)
	keys(v2.Handle)
	s.Any("/any", ok)
	s.Use(require("late:read"))
	s.GET("/late", ok)
	s.Handle("GET", "/files/*path", ok)
	s.GET("/looked", look, require("looked:read"), ok)
	return s.Engine
}
