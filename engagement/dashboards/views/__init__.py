"""Pages, one file a reader: parse, ask a selector or a verb, choose a template."""
