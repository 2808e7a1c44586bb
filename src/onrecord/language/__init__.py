"""Tokens, sentences, parse and entities of a text. Nothing outside this package knows which library does it."""

from onrecord.language.parse import Name, Parse, Sentence, Token

__all__ = ["Name", "Parse", "Sentence", "Token"]
