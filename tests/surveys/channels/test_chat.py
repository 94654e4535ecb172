"""Messages to chat rooms, taken by a real server on this machine."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from surveys.channels.chat import ChannelError, check_address, post

# apprise looks for a plugin with a module that Python 3.13 drops; 3.11 only warns.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


class Room:
    def __init__(self, status: int) -> None:
        self.heard: list[Any] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:  # the name that http.server calls
                outer.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://127.0.0.1:{self.server.server_port}/room"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def rooms() -> Iterator[tuple[Room, Room]]:
    made = Room(200), Room(500)
    yield made
    for room in made:
        room.server.shutdown()
        room.server.server_close()


def test_every_room_hears_it_and_a_broken_one_stops_nobody(rooms: tuple[Room, Room]) -> None:
    good, broken = rooms
    assert post([broken.address, good.address], title="脉搏调查", body="开放至周五") == 1
    assert (good.heard[0]["title"], good.heard[0]["message"]) == ("脉搏调查", "开放至周五")
    assert len(broken.heard) == 1


def test_long_texts_are_cut(rooms: tuple[Room, Room]) -> None:
    post([rooms[0].address], title="t" * 200, body="b" * 2000)
    heard = rooms[0].heard[0]
    assert (len(heard["title"]), len(heard["message"])) == (120, 1000)


def test_an_unusable_address_is_named_by_kind_only_and_nothing_is_sent(rooms: tuple[Room, Room]) -> None:
    with pytest.raises(ChannelError) as refused:
        post([rooms[0].address, "nothing://secret-token"], title="t", body="b")
    assert "nothing" in str(refused.value)
    assert "secret-token" not in str(refused.value)
    assert rooms[0].heard == []


@pytest.mark.parametrize(
    "address",
    [
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/",
        "lark://abcdefghijklmnop",
        "dingtalk://abcdefghijklmnopqrst",
        "wecombot://abcdefghijklmnop",
        "twilio://AC0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef@15551234567/15557654321",
    ],
)
def test_the_services_that_we_name_are_known(address: str) -> None:
    check_address(address)


def test_nobody_to_tell_is_nobody_told() -> None:
    assert post([], title="t", body="b") == 0
