"""Ways to people beside the personal mail: chat rooms and phones by `apprise`, a picture of a link."""
