"""The drafting desk: drafts from the bank, from curated outlines, or from a model where one is set up."""
