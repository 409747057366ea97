"""The rules' tables, one module per room."""

from regulations.models.address import Redirect
from regulations.models.naming import MergedName
from regulations.models.provision import Provision
from regulations.models.regulation import Regulation, Spelling, Version
from regulations.models.relation import Citation, Effect
from regulations.models.report import ErrorReport

__all__ = [
    "Citation",
    "Effect",
    "ErrorReport",
    "MergedName",
    "Provision",
    "Redirect",
    "Regulation",
    "Spelling",
    "Version",
]
