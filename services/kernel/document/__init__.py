"""The one model of a paper (文书): wording written once, party facts kept as references, every rendering from it."""

from .model import Block, BlockKind, Document, Edition, Line, Run
from .reference import IDENTIFYING, FactKind, Facts, Reference, day, fact, label, zh_date
from .resolve import Resolver, public, resolve, rewrite
from .wording import Draft, write

__all__ = [
    "IDENTIFYING",
    "Block",
    "BlockKind",
    "Document",
    "Draft",
    "Edition",
    "FactKind",
    "Facts",
    "Line",
    "Reference",
    "Resolver",
    "Run",
    "day",
    "fact",
    "label",
    "public",
    "resolve",
    "rewrite",
    "write",
    "zh_date",
]
