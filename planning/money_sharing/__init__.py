"""Who, besides the person, sees or manages the person's money."""
