"""Can I spend it on this? Questions about spending, answers that count, and answers that do not fit together."""
