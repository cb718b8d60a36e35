"""A person asks an organisation for help, it offers somebody, and the person says yes or no."""
