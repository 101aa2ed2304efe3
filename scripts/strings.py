"""Collects what people read, and writes the catalogues of resources/translations.

    scripts/strings.py            collect the strings of the code; merge them into every catalogue; compile
    scripts/strings.py --compile  compile alone

Known are `say("…")`, `say_count("…", "…", n)`, `words("…")` of a catalogue (`catalogue.template`), and Qt's
`self.tr("…")` and `QCoreApplication.translate("context", "…")`, also through a function of the module that hands its
text on. The text must be written out at the call. What stays untranslated is for tests/test_translations.py to find.
"""

import argparse
import ast
import io
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "bonage_desktop"
FOLDER = ROOT / "resources" / "translations"
TEMPLATE = FOLDER / "bonage.pot"
_WIDTH = 110
_SENTENCES = "bonage_desktop.sentences"
_SAYING = frozenset({"say", "say_count"})


class StringError(Exception):
    """A call whose text cannot be collected; says where and why."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text in the code.

    Attributes:
        text: English, as it stands there.
        plural: for another number than one, or empty.
        about: tells apart what one English text means in two places, or empty.
        file: of the code, relative to the repository.
    """

    text: str
    plural: str
    about: str
    file: str


def collect(package: Path = PACKAGE) -> Sequence[Found]:
    """Every text of the code, in the order of its files.

    Raises:
        StringError: a text is not written out at its call.
    """
    return [found for file in sorted(package.rglob("*.py")) for found in strings_of(file.read_text("utf-8"), file)]


def strings_of(source: str, file: Path) -> Iterator[Found]:
    """The texts of one module.

    Args:
        source: its text.
        file: where it stands, for what is said about it.

    Raises:
        StringError: a text is not written out at its call.
    """
    tree = ast.parse(source)
    shown = file.relative_to(ROOT).as_posix() if file.is_relative_to(ROOT) else file.name
    handing_on = _functions_that_hand_on(tree)
    inner = {id(call) for function in handing_on.values() for call in ast.walk(function)}
    spoken = _spoken_here(tree, file)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and id(node) not in inner:
            call = _texts_of(node, {*spoken, *handing_on})
            if call is not None:
                yield Found(*_written_out(call, f"{shown}:{node.lineno}"), file=shown)


def template_of(found: Sequence[Found]) -> Catalog:
    """The texts as a catalogue without translations."""
    catalog = Catalog(project="bonage_desktop", version="-", fuzzy=False, charset="utf-8", last_translator="-")
    _describe(catalog)
    for one in found:
        catalog.add(
            (one.text, one.plural) if one.plural else one.text,
            locations=[(one.file, None)],  # pyright: ignore[reportArgumentType] - Babel writes None as no line number
            context=one.about or None,
        )
    return catalog


def rendered(catalog: Catalog) -> bytes:
    """A catalogue as its file holds it: sorted by text, so that moved code changes nothing."""
    stream = io.BytesIO()
    write_po(stream, catalog, width=_WIDTH, omit_header=False, sort_output=True, include_lineno=False)
    return stream.getvalue()


def compiled(file: Path) -> bytes:
    """What the program reads of a catalogue."""
    stream = io.BytesIO()
    write_mo(stream, read(file))
    return stream.getvalue()


def read(file: Path, locale: str | None = None) -> Catalog:
    """A catalogue in a file."""
    with file.open("rb") as stream:
        return read_po(stream, locale=locale or (None if file == TEMPLATE else file.stem))


def catalogues() -> Sequence[Path]:
    """The translated ones."""
    return sorted(FOLDER.glob("*.po"))


def main() -> int:
    """Collect, merge, compile; says what is left to translate."""
    parser = argparse.ArgumentParser(description="Collects what people read; merges and compiles the catalogues.")
    parser.add_argument("--compile", action="store_true", help="compile alone")
    if not parser.parse_args().compile:
        template = template_of(collect())
        TEMPLATE.write_bytes(rendered(template))
        for file in catalogues():
            catalog = read(file)
            catalog.update(template, no_fuzzy_matching=True)
            catalog.obsolete.clear()
            _describe(catalog)
            file.write_bytes(rendered(catalog))
    for file in catalogues():
        file.with_suffix(".mo").write_bytes(compiled(file))
        left = [message for message in read(file) if message.id and not _is_translated(message.string)]
        print(f"{file.name}: {len(left)} left to translate")
        for message in left:
            print(f"  {message.id!r}")
    return 0


def _describe(catalog: Catalog) -> None:
    """What stands at the top of the file: nothing that changes when the file is made anew."""
    catalog.header_comment = "# Made by scripts/strings.py; resources/translations/README.md says how to change it."
    catalog.project, catalog.version = "bonage_desktop", "-"
    catalog.msgid_bugs_address, catalog.last_translator, catalog.language_team = "-", "-", "-"
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)


def _is_translated(string: str | Sequence[str] | None) -> bool:
    return bool(string) if isinstance(string, str) or string is None else all(string)


@dataclass(frozen=True, slots=True)
class _Call:
    text: ast.expr
    plural: ast.expr | None = None
    about: ast.expr | None = None


def _texts_of(call: ast.Call, known: Collection[str]) -> _Call | None:
    """The texts among the arguments, or None where the call is about something else."""
    arguments = call.args
    match call.func:
        case ast.Name("say_count") if "say_count" in known and len(arguments) > 1:
            return _Call(arguments[0], arguments[1])
        case ast.Name(name) if arguments and name in known:
            return _Call(arguments[0])
        case ast.Attribute(attr="tr") if arguments:
            return _of_qt(arguments)
        case ast.Attribute(attr="translate") if len(arguments) > 1:
            return _of_qt(arguments[1:])
        case _:
            return None


def _of_qt(arguments: Sequence[ast.expr]) -> _Call:
    """Text, what tells it apart, and a number where something is counted: Qt has one text for all numbers."""
    about = arguments[1] if len(arguments) > 1 else None
    return _Call(arguments[0], arguments[0] if len(arguments) > 2 else None, about)


def _spoken_here(tree: ast.Module, file: Path) -> Collection[str]:
    """Which names make sentences here: another module may have a `say` of its own."""
    if file.stem == _SENTENCES.rpartition(".")[2]:
        return _SAYING
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == _SENTENCES]
    return _SAYING & {name.name for node in imports for name in node.names}


def _functions_that_hand_on(tree: ast.Module) -> Mapping[str, ast.AST]:
    """By name: functions that give their own text to Qt, and names of a catalogue's `template`."""
    found: dict[str, ast.AST] = {}
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(
                name=name, body=[*_, ast.Return(ast.Call(ast.Attribute(attr="translate"), [_, ast.Name(given)]))]
            ):
                if given in {argument.arg for argument in node.args.args}:
                    found[name] = node
            case ast.Assign([ast.Name(name)], ast.Attribute(attr="template")):
                found[name] = node
            case _:
                pass
    return found


def _written_out(call: _Call, place: str) -> tuple[str, str, str]:
    return _literal(call.text, place), _literal(call.plural, place), _literal(call.about, place)


def _literal(expression: ast.expr | None, place: str) -> str:
    if expression is None:
        return ""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        return expression.value
    raise StringError(f"{place}: {ast.unparse(expression)} is not a text that is written out here")


if __name__ == "__main__":
    sys.exit(main())
