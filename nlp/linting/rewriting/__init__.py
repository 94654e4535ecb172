"""How to ask instead, one module a fault: small edits by rule, and a plain question where an edit cannot help."""
