"""Heavy libraries are imported only where pyproject says so."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RUFF = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
HEAVY = set(RUFF["flake8-tidy-imports"]["banned-module-level-imports"])
WINDOW = "bonage_desktop/app/"
LISTED = {
    path
    for path, rules in RUFF["per-file-ignores"].items()
    if "TID253" in rules and path.startswith("bonage_desktop/") and not path.startswith(WINDOW)
}
MODULES = sorted((ROOT / "bonage_desktop").rglob("*.py"))


def is_type_checking(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def imported_at_module_level(statements: list[ast.stmt]) -> set[str]:
    names: set[str] = set()
    for node in statements:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, (ast.If, ast.Try)) and not is_type_checking(node):
            names |= imported_at_module_level([*node.body, *node.orelse])
    return names


def test_the_listed_modules_exist() -> None:
    assert LISTED
    assert [path for path in LISTED if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_listed_modules_import_networks_or_a_listed_module(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    listed_modules = {listed.removesuffix(".py").replace("/", ".") for listed in LISTED}

    imported = imported_at_module_level(ast.parse(path.read_text(encoding="utf-8")).body)

    if name not in LISTED:
        allowed = {"PySide6"} if name.startswith(WINDOW) else set()
        assert {module.split(".")[0] for module in imported} & HEAVY <= allowed
        assert imported & listed_modules == set()


@pytest.mark.parametrize(
    "module",
    [
        "bonage_desktop.__main__",
        "bonage_desktop.cli.main",
        "bonage_desktop.training.main",
        "bonage_desktop.training.stress",
        "bonage_desktop.training.stress_plot",
        "bonage_desktop.vision.device",
        "bonage_desktop.vision.given",
        "bonage_desktop.vision.loading",
        "bonage_desktop.vision.manifest",
        "bonage_desktop.vision.pipeline",
        "bonage_desktop.vision.preprocess",
    ],
)
def test_importing_this_loads_no_network_library(module: str) -> None:
    assert loaded_with(module) & HEAVY == set()


def test_the_window_loads_qt_and_nothing_else_that_is_heavy() -> None:
    loaded = loaded_with("bonage_desktop.app.main")

    assert loaded & HEAVY == {"PySide6"}
    assert loaded & {"matplotlib", "pydicom", "torchvision"} == set()


def loaded_with(module: str) -> set[str]:
    """What a fresh interpreter has loaded after this import."""
    program = f"import sys, {module}; print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(result.stdout.split())
