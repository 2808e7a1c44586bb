"""Lists of addresses: a file with one a line."""

from __future__ import annotations

from pathlib import Path

from onrecord.errors import EmptySourceError, NotFoundError, ReadError


def read_list(path: Path) -> list[str]:
    """The addresses of a list, each once, in its order; empty lines and those that begin with # say nothing.

    Raises:
        NotFoundError: there is no such file.
        ReadError: it is no text, or a line is no address.
        EmptySourceError: it holds no address.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        raise NotFoundError(found=f"no file {path}", wanted="a list of addresses", hint="check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ReadError(found=f"{path}, which cannot be read ({reason})", wanted="a text", hint="save it as UTF-8") from None
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    found = [(number, line) for number, line in lines if line and not line.startswith("#")]
    for number, line in found:
        if not line.lower().startswith(("http://", "https://")):
            raise ReadError(
                found=f"{line[:80]!r} in line {number} of {path}",
                wanted="an address that begins with http:// or https://",
                hint="mend the line, or put a # before it",
            )
    if not found:
        raise EmptySourceError(found=f"no address in {path}", wanted="one a line", hint="check that it is the right file")
    return list(dict.fromkeys(line for _, line in found))
