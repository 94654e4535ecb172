"""Which function plays which act."""

from collections.abc import Callable

from engagement.demo.acts.accounts import appoint
from engagement.demo.acts.blocks import reduce_block
from engagement.demo.acts.directory import import_directory
from engagement.demo.acts.managers import act as managers_act
from engagement.demo.acts.scene import Scene
from engagement.demo.acts.waves import close_exit, close_pulse, run_exit, run_pulse
from engagement.demo.agenda import Act, Moment

PLAYING: dict[Act, Callable[[Scene, Moment], str]] = {
    Act.DIRECTORY: import_directory,
    Act.ACCOUNTS: appoint,
    Act.PULSE: run_pulse,
    Act.CLOSE_PULSE: close_pulse,
    Act.EXIT: run_exit,
    Act.CLOSE_EXIT: close_exit,
    Act.BLOCK: reduce_block,
    Act.MANAGERS: managers_act,
}
# These hand work to the queue: a worker would not see what an open transaction holds.
QUEUED = frozenset({Act.CLOSE_PULSE, Act.CLOSE_EXIT, Act.BLOCK})
