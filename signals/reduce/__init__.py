"""From attendances to one number per person, metric and block, and from people to units. Pure."""
