"""Which addresses may be visited: http or https, without a password, and only on the public internet unless more is allowed."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from onrecord.errors import FetchError, ReadError

if TYPE_CHECKING:
    from httpx import URL

SCHEMES = ("http", "https")
LONGEST = 2000
"""Characters of an address: more than any page needs, and less than what a database can look up."""

LOCAL = (".localhost", ".local", ".internal", ".home.arpa")
"""Endings of names that no public server has."""

CLOUD = frozenset({IPv4Address("168.63.129.16")})
"""Public addresses that a cloud's own machines answer to; the other ones known lie in private or link-local ranges."""

TRANSLATED = ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""

Address = IPv4Address | IPv6Address


class UnresolvedError(Exception):
    """A name could not be resolved now; that may pass."""


def parse(address: str) -> URL:
    """An address in its normal form, without its fragment, which no server ever sees.

    Raises:
        FetchError: it is no http or https address, or holds a name or password.

    >>> str(parse("HTTP://Ozerin.example:80/a b#c"))
    'http://ozerin.example/a%20b'
    """
    import httpx

    if len(address) > LONGEST:
        raise _refused(f"{address[:80]}…", f"has {len(address)} characters", f"give one of at most {LONGEST}")
    try:
        url = httpx.URL(address.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise _refused(address, f"is no address ({error})", "check how it is written") from None
    if len(str(url)) > LONGEST:
        raise _refused(f"{address[:80]}…", f"has {len(str(url))} characters once it is encoded", "give a shorter one")
    if url.scheme not in SCHEMES or not url.host:
        raise _refused(address, "does not begin with http:// or https:// and the name of a server", "check how it is written")
    if url.userinfo:
        without = url.copy_with(username=None, password=None)
        raise _refused(str(without), "was given with a name or password", "leave them out: a record keeps addresses")
    return url


def resolve(host: str, port: int, allow_private: bool) -> list[str]:
    """The IP addresses of a host, in the order in which to try them.

    Raises:
        FetchError: there is no such host, or one of its addresses must not be visited.
        UnresolvedError: it cannot be found out now.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise UnresolvedError(f"the name {host} cannot be looked up now") from None
        raise _refused(host, "is no name of a server that can be found", "check how it is written, and the connection") from None
    except (UnicodeError, OSError) as error:
        raise _refused(host, f"cannot be looked up ({error})", "check how it is written") from None
    ips = list(dict.fromkeys(str(address[4][0]) for address in found))
    if not allow_private:
        for ip in ips:
            _check(host, ip)
    return ips


def check_name(host: str) -> None:
    """Check a host that a proxy will look up: only what never leads out of a network is refused.

    Raises:
        FetchError: it is a number or name of that kind.
    """
    try:
        _check(host, str(ip_address(host)))
        return
    except ValueError:
        pass
    try:
        ip = socket.inet_ntoa(socket.inet_aton(host))  # other ways to write a number, such as 127.1
    except (OSError, UnicodeError):
        if "." not in host.strip(".") or host.rstrip(".").endswith(LOCAL):
            raise _inside_network(host) from None
    else:
        _check(host, ip)


def is_public(ip: str) -> bool:
    """Whether an IP address lies on the public internet and is one machine's.

    >>> [is_public(ip) for ip in ("93.184.215.14", "10.0.0.1", "127.0.0.1", "169.254.169.254", "::ffff:192.168.1.1", "224.0.0.1")]
    [True, False, False, False, False, False]
    """
    address: Address = ip_address(ip.partition("%")[0])
    return all(one.is_global and not one.is_multicast and one not in CLOUD for one in (address, *_inside(address)))


def _inside(address: Address) -> list[Address]:
    """The IPv4 addresses that an IPv6 address leads to."""
    if not isinstance(address, IPv6Address):
        return []
    found: list[Address | None] = [address.sixtofour, *(address.teredo or ())]
    if address in TRANSLATED:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def _check(host: str, ip: str) -> None:
    if not is_public(ip):
        raise _inside_network(ip if host == ip else f"{host}, which leads to {ip}")


def _inside_network(told: str) -> FetchError:
    return FetchError(
        found=f"{told}: an address inside a network",
        wanted="one on the public internet",
        hint="if you trust that server, allow such addresses with --allow-private",
    )


def _refused(address: str, why: str, hint: str) -> ReadError:
    return FetchError(found=f"{address}, which {why}", wanted="the address of a page", hint=hint)
