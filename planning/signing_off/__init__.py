"""From a plan that was sent to a final budget: who decides, what is decided, and asking to have it looked at again."""
