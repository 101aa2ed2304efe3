"""What the documentation site has beside `docs/`: a page of the code per floor, READMEs it links to, drawn diagrams.

mkdocs calls the functions whose names begin with `on_` (mkdocs.yml, `hooks`). Pages of docs/ link to files of the
repository as a reader there expects it; here such a link leads to the page or the file that the site has instead.
"""

import ast
import re
from collections.abc import Callable, Iterator
from importlib.resources import files as files_of
from pathlib import Path, PurePosixPath
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "bonage_desktop"
MERMAID = "assets/mermaid.js"
EVERY_RECORD = "decisions/0*.md"
SHIM = "assets/iframe-worker.js"

_SHIM_ELSEWHERE = "https://unpkg.com/iframe-worker/shim"
_FOREIGN = re.compile(r"""(?:src=["']?|<link rel=["']?stylesheet["']? href=["']?)https?://[^\s>]+""")
_LINK = re.compile(r"(?<=\]\()(?P<to>[^)#:\s]+)(?=[)#])")
_OUTSIDE = (
    "weights/*.md",
    "resources/standards/README.md",
    "resources/reports/*.txt",
    "scripts/*.py",
    "bonage_desktop/training/README.md",
)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put every record of a decision where the navigation has their pattern."""
    nav = cast(object, config.nav)  # pyright: ignore[reportUnknownMemberType]  # mkdocs has no type for it
    config.nav = with_every_record(nav)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages and files that do not lie in docs/."""
    for pattern in _OUTSIDE:
        for path in sorted(ROOT.glob(pattern)):
            uri = path.relative_to(ROOT).as_posix()
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    for floor in floors():
        files.append(File.generated(config, f"reference/{floor}.md", content=reference(floor)))
    files.append(File.generated(config, "decisions/README.md", content=decisions()))
    with_diagrams = files_of("mermaidx") / "assets" / "mermaid.js"
    files.append(File.generated(config, MERMAID, content=with_diagrams.read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - mkdocs' call
    """Lead links to files of the repository to what the site has of them."""
    return with_links_of_the_site(markdown, page.file.src_uri, lambda uri: files.get_file_from_path(uri) is not None)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001 - mkdocs' call
    """Let nothing come from the network: what draws diagrams, and what searches a site that is opened as files.

    Raises:
        PluginError: the page would load something from elsewhere.
    """
    up = "../" * page.file.dest_uri.count("/")
    output = output.replace(_SHIM_ELSEWHERE, f"{up}{SHIM}")
    if '<pre class="mermaid">' in output:  # the theme would fetch it
        output = output.replace("</head>", f'<script src="{up}{MERMAID}"></script></head>', 1)
    foreign = _FOREIGN.search(output)
    if foreign:
        raise PluginError(f"{page.file.src_uri} loads from the network: {foreign[0]}")
    return output


def floors() -> list[str]:
    """Names of the folders of the program, as the site has a page of each."""
    return sorted(folder.parent.name for folder in CODE.glob("*/__init__.py"))


def with_every_record(nav: object) -> object:
    """The navigation with names in the place of `decisions/0*.md`."""
    if isinstance(nav, dict):
        return {title: with_every_record(entry) for title, entry in cast(dict[str, object], nav).items()}
    if not isinstance(nav, list):
        return nav
    expanded: list[object] = []
    for entry in cast(list[object], nav):
        names = [f"decisions/{record.name}" for record in records()] if entry == EVERY_RECORD else [entry]
        expanded += [with_every_record(name) for name in names]
    return expanded


def records() -> list[Path]:
    """Files of the decisions, oldest first."""
    return sorted((ROOT / "docs").glob(EVERY_RECORD))


def reference(floor: str) -> str:
    """The page of one floor: what its modules say of themselves."""
    text = ast.get_docstring(ast.parse((CODE / floor / "__init__.py").read_text(encoding="utf-8"))) or ""
    modules = sorted(path.stem for path in (CODE / floor).glob("*.py") if not path.stem.startswith("_"))
    entries = [f"::: bonage_desktop.{floor}.{module}\n" for module in modules]
    return "\n".join([f"# {floor}\n\n{text}\n", *entries])


def decisions() -> str:
    """The list of decisions with their titles."""
    titles = {record.name: record.read_text(encoding="utf-8").partition("\n")[0] for record in records()}
    lines = [f"- [{title.removeprefix('# ')}]({name})" for name, title in titles.items()]
    return "\n".join(["# Decisions", "", "Why it is built this way: one record per decision.", "", *lines, ""])


def with_links_of_the_site(markdown: str, page: str, has: Callable[[str], bool]) -> str:
    """A page whose links all lead to something the site has; others are left as they are, for mkdocs to complain.

    Args:
        markdown: the page.
        page: where it lies, e.g. `decisions/0001-mmcv-stand-in.md`.
        has: the site has a page or file with this name.
    """
    here = PurePosixPath(page).parent

    def led(link: re.Match[str]) -> str:
        place = _place(here, link["to"])
        found = next((uri for uri in _instead_of(place) if has(uri)), None)
        return link["to"] if found is None else _relative(found, here)

    return _LINK.sub(led, markdown)


def _place(here: PurePosixPath, to: str) -> str:
    """Where a link leads; a step out of docs/ leads into the repository, whose files the site has at its top."""
    parts: list[str] = []
    for part in (*here.parts, *PurePosixPath(to).parts):
        if part == "..":
            parts = parts[:-1]
        else:
            parts.append(part)
    return "/".join(parts)


def _instead_of(place: str) -> Iterator[str]:
    yield place
    yield f"{place}/README.md" if place else "README.md"
    yield place.removeprefix("docs/")  # from a page that lies beside docs/
    parts = place.split("/")
    if parts[0] == CODE.name and place.endswith(".py"):
        yield f"reference/{parts[1]}.md"


def _relative(to: str, here: PurePosixPath) -> str:
    return "../" * len(here.parts) + to
