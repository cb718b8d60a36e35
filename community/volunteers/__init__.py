"""The volunteers and peer supporters of an organisation: who they are, their checks, and how many they can help."""
