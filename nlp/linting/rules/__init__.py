"""The rules, one file each: `check(question)` returns the findings of its rule."""
