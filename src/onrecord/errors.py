"""Every error that onrecord raises. One tree, so that `except OnrecordError` is enough.

* OnrecordError
  * ReadError              a source could not be turned into a document
    * NotFoundError        no such file, folder or address
    * EmptySourceError     there is nothing in it to read
    * BinarySourceError    it is not text
    * EncodingError        its bytes are not in the encoding that was named or found
    * TooLargeError        it is larger than the limit
    * UnknownFormatError   no reader knows this format
    * FetchError           an address could not be fetched
  * LanguageError          the text is in a language that cannot be read yet
  * ModelError             a language model is missing or does not fit
  * GazetteerError         the gazetteer is missing or damaged
  * AnnotationError        an annotation contradicts its document
  * SettingsError          a setting has a value that it cannot have
  * QueryError             what was asked for is not in a document or record, or not one thing
    * MissingError         there is nothing under this id or name
    * MovedOnError         somebody else said something of it meanwhile
    * ForbiddenError       this person may not do it
  * StoreError             a record could not be opened, read or written
    * NoRecordError        there is no record, or something else is there
    * NewerRecordError     a newer version of onrecord made the record
    * RefusedError         a document cannot be kept as it is
  * ExportError            a file could not be written, or a bundle is not as it was made
  * StampError             a time stamp could not be had, read or checked
  * DataError              a development data set is missing or not in the expected form

Each message says what was found, what was wanted, and what to do next.
"""

from __future__ import annotations

from functools import partial
from typing import Any


class OnrecordError(Exception):
    """Base of all errors of this package.

    >>> str(OnrecordError(found="an empty file", wanted="some text", hint="check the path"))
    'Found an empty file; wanted some text. Check the path.'
    """

    def __init__(self, *, found: str, wanted: str, hint: str) -> None:
        self.found, self.wanted, self.hint = found, wanted, hint
        super().__init__(f"Found {found}; wanted {wanted}. {hint[:1].upper()}{hint[1:]}.")

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), found=self.found, wanted=self.wanted, hint=self.hint), ()  # so that it leaves a process whole


class ReadError(OnrecordError):
    """A source could not be turned into a document."""


class NotFoundError(ReadError):
    """There is no such file, folder or address."""


class EmptySourceError(ReadError):
    """There is nothing in the source to read."""


class BinarySourceError(ReadError):
    """The source is not text."""


class EncodingError(ReadError):
    """The bytes are not in the encoding that was named or found."""


class TooLargeError(ReadError):
    """The source is larger than the limit."""


class UnknownFormatError(ReadError):
    """No reader knows this format."""


class FetchError(ReadError):
    """An address could not be fetched."""


class LanguageError(OnrecordError):
    """The text is in a language that cannot be read yet."""


class ModelError(OnrecordError):
    """A language model is missing or does not fit."""


class QueryError(OnrecordError):
    """What was asked for is not there, or is more than one thing."""


class GazetteerError(OnrecordError):
    """The gazetteer is missing or damaged."""


class AnnotationError(OnrecordError):
    """An annotation contradicts its document."""


class SettingsError(OnrecordError):
    """A setting has a value that it cannot have."""


class MissingError(QueryError):
    """There is nothing under this id or name."""


class MovedOnError(QueryError):
    """Somebody else said something of the same thing meanwhile; nothing was written."""


class ForbiddenError(QueryError):
    """The person who asks may not do it."""


class StoreError(OnrecordError):
    """A record could not be opened, read or written."""


class NoRecordError(StoreError):
    """There is no record, or something else is there."""


class NewerRecordError(StoreError):
    """A newer version of onrecord made the record."""


class RefusedError(StoreError):
    """A document cannot be kept in a record as it is; others can."""


class ExportError(OnrecordError):
    """A file could not be written, or a bundle is not as it was made."""


class StampError(OnrecordError):
    """A time stamp could not be had, read or checked."""


class DataError(OnrecordError):
    """A development data set is missing or not in the expected form."""
