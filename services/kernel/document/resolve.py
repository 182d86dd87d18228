"""The same paper with other texts: this is how the public edition comes from the original."""

from collections.abc import Callable

from .model import Block, Document, Edition, Line, Run

Rewriter = Callable[[str, tuple[Run, ...]], tuple[Run, ...]]
Resolver = Callable[[Run], str | None]


def rewrite(document: Document, rewriter: Rewriter) -> Document:
    """Pass every line's runs through `rewriter` (place name, runs). A line left without text disappears."""

    def text(place: str, value: str) -> str:
        return "".join(run.text for run in rewriter(place, (Run(text=value),)))

    def line(place: str, value: Line) -> Line:
        return Line(runs=rewriter(place, value.runs))

    def kept(prefix: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(new for order, old in enumerate(lines) if (new := line(f"{prefix}:{order}", old)).text.strip())

    blocks = (Block(id=b.id, kind=b.kind, runs=rewriter(f"block:{b.id}", b.runs)) for b in document.blocks)
    return document.model_copy(
        update={
            "organ": text("organ", document.organ),
            "title": line("title", document.title),
            "number": text("number", document.number),
            "addressee": line("addressee", document.addressee) if document.addressee else None,
            "blocks": tuple(block for block in blocks if block.text.strip()),
            "attachments": kept("attachment", document.attachments),
            "signature": text("signature", document.signature),
            "copies": kept("copy", document.copies),
        }
    )


def resolve(document: Document, resolver: Resolver) -> Document:
    """Ask `resolver` for the text of every run; None leaves the run out."""

    def runs(_place: str, old: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(run.model_copy(update={"text": new}) for run in old if (new := resolver(run)) is not None)

    return rewrite(document, runs)


def public(document: Document) -> Document:
    """The public edition's frame: unsealed, private clauses left out whole. Names are not masked here."""
    bare = resolve(document, lambda run: None if run.private else run.text)
    return bare.model_copy(update={"edition": Edition.PUBLIC, "seal": None})
