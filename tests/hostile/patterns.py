"""Every regular expression that the pure packages and their services run, with how it is used.

In the room: the search through the source by its syntax tree, the words of each pattern.
Not in the room: texts that try a pattern (``adversary``), what is too slow.
"""

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("documents", "regulations", "search")
METHODS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")
SCANNING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern with the place that compiles it, the methods that run it, the name it has there."""

    where: str
    pattern: re.Pattern[str]
    methods: frozenset[str]
    name: str = ""

    @property
    def scans(self) -> bool:
        """Whether it is tried at each place of a text, not only at one."""
        return bool(self.methods & SCANNING)


class Unresolved(Exception):
    """A pattern that cannot be told without running the program."""


def sources() -> list[Path]:
    """The modules of the packages, without migrations."""
    found = (path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


@cache
def all_patterns() -> tuple[tuple[Found, ...], tuple[str, ...]]:
    """All patterns once each, and the calls whose pattern could not be told."""
    uses = _uses()
    found: dict[tuple[str, int], Found] = {}
    unresolved: list[str] = []
    for path in sources():
        module = _load(path)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call, name in _calls(tree):
            where = f"{path.relative_to(ROOT)}:{call.lineno}"
            try:
                pattern = _evaluate(call, module)
            except Unresolved:
                unresolved.append(where)
                continue
            if isinstance(pattern.pattern, bytes):
                continue
            target = _target(tree, call)
            own = frozenset({name}) if name != "compile" else uses.get(target, frozenset(METHODS))
            known = found.get((pattern.pattern, pattern.flags))
            methods = own | (known.methods if known else frozenset())
            found[(pattern.pattern, pattern.flags)] = Found(where, pattern, methods, target)
    return tuple(found.values()), tuple(unresolved)


def _load(path: Path) -> ModuleType:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            if isinstance(of, ast.Name) and of.id == "re" and node.func.attr in (*METHODS, "compile"):
                yield node, node.func.attr


def _evaluate(call: ast.Call, module: ModuleType) -> re.Pattern[str]:
    """The pattern of a call, its words taken from the names of the module."""
    flags = [word.value for word in call.keywords if word.arg == "flags"]
    position = 1 if isinstance(call.func, ast.Attribute) and call.func.attr == "compile" else 99
    flags += call.args[position : position + 1]
    try:
        words = _value(call.args[0], module)
        return re.compile(words, _value(flags[0], module) if flags else 0)  # type: ignore[arg-type]
    except (NameError, AttributeError, TypeError) as error:
        raise Unresolved from error


def _value(node: ast.expr, module: ModuleType) -> object:
    code = compile(ast.Expression(node), "<pattern>", "eval")
    return eval(code, dict(vars(module)))  # the project's own source, at test time


def _target(tree: ast.AST, call: ast.Call) -> str:
    """The name that a compiled pattern is assigned to, "" where it stands in a table."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is call:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            return target.id if isinstance(target, ast.Name) else ""
    return ""


@cache
def _uses() -> dict[str, frozenset[str]]:
    """By the name of a pattern the methods called on it; all of them where it is also handed on."""
    called: dict[str, set[str]] = {}
    for path in sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        receivers = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                name = _name(node.value)
                receivers.add(node.value)
                called.setdefault(name, set()).add(node.attr)
        for node in ast.walk(tree):
            loaded = isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)
            if loaded and node not in receivers and _name(node).lstrip("_").isupper():
                called.setdefault(_name(node), set()).add("handed on")
    return {
        name: frozenset(METHODS) if "handed on" in methods else frozenset(methods)
        for name, methods in called.items()
    }


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""
