"""Up to how much a social worker agrees a plan alone."""
