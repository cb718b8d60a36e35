"""The production set-up of deploy/, started as it is, with its parts killed and started again."""
