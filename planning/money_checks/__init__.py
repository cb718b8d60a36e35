"""The money check: a light look at what was spent in a period that the person chose. It is not a review, and says so
wherever it stands."""
