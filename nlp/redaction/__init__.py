"""Takes what names or reaches a person out of a comment, and leaves the rest as it was."""
