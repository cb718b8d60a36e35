"""What can be done with questions and answers. Each verb checks and writes in one transaction.

What people write, mark and report is not in the audit log: a line there would lead from an account to a chosen name.
What moderators decide is, with no person named.
"""
