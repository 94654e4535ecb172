"""The item bank and the ready sets, as files that carry both languages."""
