"""Sources of help that a social worker knows, and pointing a person to one with a sentence."""
