"""The company: pure and seeded. Causes come first, everything else follows from them."""

from engagement.demo.world.build import World, build_world

__all__ = ["World", "build_world"]
