"""Help while it lasts: who helps whom, their meetings, how it ends, and what the person reads of it afterwards."""
