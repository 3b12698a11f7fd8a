// The routes of a service on fiber v2.
package main

import (
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"

	"oracle"
)

func require(scope string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if !oracle.Has(c.Get(oracle.Header()), scope) {
			return c.Status(fiber.StatusForbidden).SendString(scope)
		}
		return c.Next()
	}
}

func ok(c *fiber.Ctx) error { return c.SendStatus(fiber.StatusOK) }

func droplets(r fiber.Router) {
	r.Get("/", ok)
	r.Get("/:id", require("droplet:read"), ok)
	r.Use(require("droplet:update"))
	r.Put("/:id", ok)
}

func sub() *fiber.App {
	app := fiber.New()
	app.Get("/users", ok)
	app.Use(require("user:create"))
	app.Post("/users", ok)
	return app
}

func newApp() *fiber.App {
	app := fiber.New()
	app.Use(recover.New())
	app.Use(func(c *fiber.Ctx) error {
		c.Set("X-Seen", "1")
		c.Vary("Origin")
		return c.Next()
	})
	app.Get("/health", ok)
	v2 := app.Group("/v2", require("account:read"))
	v2.Route("/droplets", droplets)
	app.Get("/v2/apart", ok) // lies below the group's prefix all the same
	app.Use("/tags", require("tag:read"))
	app.Post("/tags", require("tag:create"), ok)
	app.Get("/tagsoup", ok)
	app.Mount("/admin", sub())
	late := fiber.New()
	late.Get("/x", ok)
	app.Use("/late", require("mount:read"))
	app.Mount("/late", late)
	app.Use([]string{"/a", "/b"}, require("late:read"))
	app.All("/a", ok)
	app.Get("/b/:c", ok)
	return app
}
