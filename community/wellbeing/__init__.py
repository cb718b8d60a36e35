"""How those are who help somebody: asked now and then, answered for themselves alone."""
