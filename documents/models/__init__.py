"""The gazette's tables, one module per room."""

from documents.models.chronicle import Chronicle, ChronicleEntry
from documents.models.document import Document
from documents.models.issue import GazetteIssue, TocEntry
from documents.models.note import DroppedLine, Finding
from documents.models.organ import Organ
from documents.models.source import SourceContent, SourceFile, SourceText
from documents.models.staff import ActionRecord, Correction, FormerText

__all__ = [
    "ActionRecord",
    "Chronicle",
    "ChronicleEntry",
    "Correction",
    "Document",
    "DroppedLine",
    "Finding",
    "FormerText",
    "GazetteIssue",
    "Organ",
    "SourceContent",
    "SourceFile",
    "SourceText",
    "TocEntry",
]
