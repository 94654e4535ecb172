"""From attendance to released team blocks: events in, numbers of units out. Pure."""
