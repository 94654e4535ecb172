"""Says what is wrong with the wording of a question, where, why, and how to ask instead. One file a rule."""
