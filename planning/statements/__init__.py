"""A bank's statement as a file of lines: read, compared with the diary, and brought in line by line once confirmed."""
