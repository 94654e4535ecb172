"""Pages on which HR plans campaigns and watches them: when, to whom, how much, and how many took part."""
