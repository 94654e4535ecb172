"""Types of questions: one file each, found through `surveys.question_types.registry`."""
