"""The studio: where HR writes questionnaires, from a goal, a ready set, the bank or a file, up to the launch."""
