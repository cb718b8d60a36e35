"""Questions and answers among people who use the portal, under chosen names; and peer supporters in their own words.

Nothing here leads to anybody's record, and nothing anywhere else leads here.
"""
