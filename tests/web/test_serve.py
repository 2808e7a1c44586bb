"""The socket at which the reading room answers."""

import socket

from onrecord.web.serve import bind


def test_bind_lets_no_answer_wait_for_the_headers_to_be_acknowledged() -> None:
    with bind("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
