"""What a coordinator sees of the volunteers, and what a volunteer sees of themselves."""
