"""Text in, dataclasses out: language, redaction, sentiment, topics. Free of Django."""
