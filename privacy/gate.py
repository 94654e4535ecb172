"""The door: pure code that decides which sums may leave. Frames in, released cells out."""
