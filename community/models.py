"""Django looks for models here; each slice keeps its own."""
