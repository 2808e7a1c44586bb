"""Proxies: where the surroundings name one (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY), nothing goes past it unless NO_PROXY says so.

A proxy looks names up itself, and asking anybody else would tell of the visit. So of names only those are refused that never
leave a network.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies, proxy_bypass

import httpcore

from onrecord.errors import FetchError

if TYPE_CHECKING:
    from httpx import URL, Proxy

_SECRET = re.compile(rb"^proxy-authorization:[^\r\n]*\r\n", re.IGNORECASE | re.MULTILINE)


def proxy_of(url: URL) -> Proxy | None:
    """The proxy through which an address is to be visited.

    Raises:
        FetchError: it is named in a way that is not understood.
    """
    import httpx

    named = getproxies()
    address = named.get(url.scheme) or named.get("all")
    if not address or proxy_bypass(url.host):
        return None
    try:
        return httpx.Proxy(address if "://" in address else f"http://{address}")
    except (httpx.InvalidURL, ValueError, TypeError):
        raise FetchError(
            found=f"a proxy for {url.scheme} that cannot be understood",
            wanted="http://HOST:PORT or socks5://HOST:PORT",
            hint="mend HTTPS_PROXY, HTTP_PROXY or ALL_PROXY",
        ) from None


def pool_of(proxy: Proxy | None, **given: Any) -> httpcore.ConnectionPool:
    """The connections of one visit, through the proxy if there is one.

    Raises:
        FetchError: the proxy is one that needs a library which is not installed.
    """
    if proxy is None:
        return httpcore.ConnectionPool(**given)
    url = proxy.url
    place = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    try:
        if url.scheme.startswith("socks"):
            return httpcore.SOCKSProxy(place, proxy_auth=proxy.raw_auth, **given)
        return httpcore.HTTPProxy(place, proxy_auth=proxy.raw_auth, **given)
    except RuntimeError:
        raise FetchError(
            found=f"a proxy that speaks {url.scheme}", wanted="a library that does", hint="pip install socksio"
        ) from None


def without_secrets(request: bytes) -> bytes:
    r"""A request without what only the proxy was to know.

    >>> without_secrets(b"GET / HTTP/1.1\r\nProxy-Authorization: Basic YTpi\r\nHost: a\r\n\r\n")
    b'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
    """
    return _SECRET.sub(b"", request)
