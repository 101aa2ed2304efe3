"""The documentation as a site: every page is in it, and links lead where the site has something."""

from collections.abc import Iterator

import pytest
import yaml

from bonage_desktop.installation import resources_dir

ROOT = resources_dir().parent


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without the Python objects in it."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


def pages(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list):
        for entry in nav:
            yield from pages(entry)
    elif isinstance(nav, dict):
        for entry in nav.values():
            yield from pages(entry)


@pytest.fixture
def site(script):
    return script("site_hooks")


@pytest.fixture
def navigation(site) -> list[str]:
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)
    return list(pages(site.with_every_record(settings["nav"])))


def test_the_navigation_names_every_page_of_the_documentation_once(navigation):
    written = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}

    assert len(navigation) == len(set(navigation))
    assert written - set(navigation) == set()


def test_the_navigation_has_a_page_of_the_code_for_every_floor(navigation):
    floors = {path.parent.name for path in (ROOT / "bonage_desktop").glob("*/__init__.py")}

    assert {page for page in navigation if page.startswith("reference/")} == {f"reference/{name}.md" for name in floors}


def test_the_page_of_a_floor_names_its_modules(site):
    page = site.reference("standards")

    assert "::: bonage_desktop.standards.curve\n" in page


def test_the_list_of_decisions_has_their_titles(site):
    assert "- [1. A stand-in for mmcv's compiled operators](0001-mmcv-stand-in.md)" in site.decisions()


@pytest.mark.parametrize(
    ("page", "link", "led"),
    [
        ("method.md", "../weights", "weights/README.md"),
        ("cli.md", "../bonage_desktop/training/README.md", "bonage_desktop/training/README.md"),
        ("accuracy.md", "../bonage_desktop/training/catalogue.py", "reference/training.md"),
        ("README.md", "decisions/", "decisions/README.md"),
        ("decisions/0007.md", "../cli.md", "../cli.md"),
        ("resources/standards/README.md", "../../docs/cli.md", "../../cli.md"),
    ],
)
def test_a_link_into_the_repository_leads_to_what_the_site_has(site, page, link, led):
    has = {
        "cli.md",
        "weights/README.md",
        "bonage_desktop/training/README.md",
        "reference/training.md",
        "decisions/README.md",
    }

    assert site.with_links_of_the_site(f"see [it]({link}#part)", page, has.__contains__) == f"see [it]({led}#part)"


@pytest.mark.parametrize("link", ["https://example.org/a.md", "#part", "missing.md"])
def test_other_links_are_left_as_they_are(site, link):
    text = f"see [it]({link})"

    assert site.with_links_of_the_site(text, "method.md", lambda _: False) == text
