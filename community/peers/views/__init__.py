"""The pages of questions and answers: for who reads and writes, for moderators, for coordinators, for editors."""
