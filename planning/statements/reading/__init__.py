"""A file of a bank as lines with a day, a sum and words. Pure: bytes in, lines and refusals out, nothing else touched.

Nothing here runs what a file says; a formula is text. Every line is either read whole or refused with a reason.
"""
