"""What the product is held against: a plain tantivy index of the same words, with its own texts.

In the room: three fields as the laboratory had them, their words cut as the product cuts them, the
texts in the index's own store; nothing for facets, filters or characters in a row. Not in the room:
timing, the product's index.
"""

from pathlib import Path

import tantivy
from tantivy import Occur, Query

from search import vocabulary
from search.models import SearchEntry
from search.normal_form import fold
from search.segmenter import Segmenter

BOOSTS = (("title", 4.0), ("heading", 2.0), ("body", 1.0))
COLUMNS = ("pk", "title", "heading", "context", "body")
TEXT = "text"
SPACED = "spaced"
HEAP = 128_000_000
CHUNK = 2000


def folder_of(folder: Path) -> Path:
    """Where the plain index of a corpus lies."""
    return folder / "plain"


def open_plain(folder: Path) -> tantivy.Index:
    """The plain index of a corpus, built where there is none: minutes for a million entries."""
    path = folder_of(folder)
    found = path.is_dir() and tantivy.Index.exists(str(path))
    path.mkdir(exist_ok=True)
    index = tantivy.Index(_schema(), path=str(path))
    index.register_tokenizer(SPACED, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    if not found or not index.searcher().num_docs:
        _fill(index)
    return index


def search_plain(index: tantivy.Index, text: str, most: int) -> tuple[int, list[str]]:
    """All words in any of the three fields: the total, and the texts of the best.

    Example: ``search_plain(index, "餐厨 垃圾", 20)``. Raises nothing.
    """
    searcher = index.searcher()
    answer = searcher.search(all_words(index, text, BOOSTS), most)
    texts = [bytes(searcher.doc(address).get_first(TEXT)).decode() for _, address in answer.hits]  # type: ignore[arg-type]
    return int(getattr(answer, "count", 0)), texts


def all_words(index: tantivy.Index, text: str, boosts: tuple[tuple[str, float], ...]) -> Query:
    """The query for entries that hold every word in any of some fields, by boost."""
    schema = index.schema
    return Query.boolean_query(
        [
            (
                Occur.Must,
                Query.boolean_query(
                    [
                        (
                            Occur.Should,
                            Query.boost_query(Query.term_query(schema, name, word, "freq"), boost),
                        )
                        for name, boost in boosts
                    ]
                ),
            )
            for word in text.split()
        ]
    )


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name, _ in BOOSTS:
        builder.add_text_field(name, tokenizer_name=SPACED, index_option="freq")
    builder.add_bytes_field(TEXT, stored=True)
    return builder.build()


def _fill(index: tantivy.Index) -> None:
    segmenter = vocabulary.segmenter()
    writer = index.writer(HEAP, 1)
    rows = SearchEntry.objects.filter(is_public=True).order_by("pk").values_list(*COLUMNS)
    known: dict[str, str] = {}
    for _, title, heading, context, body in rows.iterator(chunk_size=CHUNK):
        if title not in known:
            known = {title: _words(title, segmenter)}
        document = tantivy.Document()
        document.add_text("title", known[title])
        document.add_text("heading", _words(heading, segmenter))
        document.add_text("body", _words(f"{context}\n{body}", segmenter))
        document.add_bytes(TEXT, "\n".join((title, heading, context, body)).encode())
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _words(text: str, segmenter: Segmenter) -> str:
    return " ".join([word for _, word in sorted(segmenter.placed_words(fold(text)))])
