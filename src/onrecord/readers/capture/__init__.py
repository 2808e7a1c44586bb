"""Pages, feeds and lists by their address, captured as evidence. Only who is given an address ever comes here."""

from onrecord.readers.capture.collect import Collector, Pointer, fetch, page_of
from onrecord.readers.capture.feeds import is_feed
from onrecord.readers.capture.lists import read_list
from onrecord.readers.capture.manners import Manners
from onrecord.readers.capture.visitor import Visitor

__all__ = ["Collector", "Manners", "Pointer", "Visitor", "fetch", "is_feed", "page_of", "read_list"]
