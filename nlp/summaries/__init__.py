"""What a unit said about a topic, in sentences: written by code from released figures, or by a model under our checks."""
