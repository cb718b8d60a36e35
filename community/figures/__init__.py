"""What an organisation's helping comes to, in figures: no names, no words of anybody's."""
