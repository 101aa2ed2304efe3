"""Mutation testing of the floors whose numbers end up in a report: `make mutate`.

Runs mutmut from scratch (a quarter of an hour on two cores), writes docs/mutation.md, and fails
where less than 90 % of the mutants are noticed. [tool.mutmut] in pyproject.toml says what is mutated.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTANTS = ROOT / "mutants"
REPORT = ROOT / "docs" / "mutation.md"
FLOORS = ("standards", "assessment")
WANTED_PERCENT = 90.0

# mutmut's exit codes per mutant (mutmut/stats.py); a mutant that no test reaches survives.
KILLED = {1, 3}
SURVIVED = {0, 5, 33}
TIMEOUT = {36, 24, -24, 152, 255}


@dataclass(frozen=True, slots=True)
class Module:
    """What became of the mutants of one module.

    Attributes:
        name: e.g. `standards/curve.py`.
        killed: a test failed.
        survived: names of the mutants that no test noticed.
        timeout: the tests did not end, which is noticed too.
        other: neither; counted as not noticed.
    """

    name: str
    killed: int
    survived: tuple[str, ...]
    timeout: int
    other: int

    @property
    def mutants(self) -> int:
        """All of them."""
        return self.killed + len(self.survived) + self.timeout + self.other

    @property
    def percent(self) -> float:
        """Share that was noticed, 0..100."""
        return 100 * (self.killed + self.timeout) / self.mutants


def main() -> int:
    """Run, report, judge. Returns the exit code."""
    shutil.rmtree(MUTANTS, ignore_errors=True)
    completed = subprocess.run([sys.executable, "-m", "mutmut", "run"], cwd=ROOT, check=False)
    if completed.returncode:
        print("mutmut did not finish; docs/mutation.md is unchanged.", file=sys.stderr)
        return completed.returncode
    modules = read_modules()
    whole = total(modules)
    REPORT.write_text(report(modules, whole), encoding="utf-8")
    print(f"{whole.percent:.1f} % of {whole.mutants} mutants noticed; see {REPORT.relative_to(ROOT)}")
    return 0 if whole.percent >= WANTED_PERCENT else 1


def read_modules() -> list[Module]:
    """The results that mutmut left beside the mutated modules."""
    found: list[Module] = []
    for floor in FLOORS:
        folder = MUTANTS / "bonage_desktop" / floor
        for file in sorted(folder.glob("*.meta")):
            codes: Mapping[str, int | None] = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
            if codes:
                found.append(module_of(f"{floor}/{file.stem}", codes))
    return found


def module_of(name: str, codes: Mapping[str, int | None]) -> Module:
    """Sort one module's mutants by their exit codes."""
    count = Counter(codes.values())
    killed = sum(count[code] for code in KILLED)
    timeout = sum(count[code] for code in TIMEOUT)
    survived = tuple(mutant for mutant, code in codes.items() if code in SURVIVED)
    return Module(name, killed, survived, timeout, len(codes) - killed - timeout - len(survived))


def total(modules: list[Module]) -> Module:
    """All modules together."""
    survived = tuple(mutant for module in modules for mutant in module.survived)
    return Module(
        "all",
        sum(module.killed for module in modules),
        survived,
        sum(module.timeout for module in modules),
        sum(module.other for module in modules),
    )


def report(modules: list[Module], whole: Module) -> str:
    """The text of docs/mutation.md."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("mutmut", "pytest", "hypothesis", "numpy"))
    rows = "\n".join(row(module) for module in [*modules, whole])
    lines = [
        "# Mutation testing",
        "",
        "Written by `make mutate`; do not edit. Each mutant is a small mistake put into the code; a mutant is noticed",
        "when a test fails or does not end. Wanted: 90 % or more. What decorators wrap (properties that only pass a",
        "call on, cached loading) and module-level constants are not mutated; branch coverage of both floors is 100 %.",
        "",
        f"- date: {datetime.now(UTC):%Y-%m-%d}, commit `{commit()}`",
        "- command: `make mutate` (`scripts/mutate.py`; `[tool.mutmut]` in pyproject.toml)",
        "- tests: `tests/standards` and `tests/assessment`",
        f"- versions: Python {platform.python_version()}, {versions}; {platform.machine()}, {os.cpu_count()} cores",
        "",
        "| module | mutants | killed | survived | timeouts | other | noticed |",
        "|---|---:|---:|---:|---:|---:|---:|",
        rows,
        "",
        "## Survivors",
        "",
        *([f"- `{mutant}`" for mutant in whole.survived] or ["None."]),
        "",
    ]
    return "\n".join(lines)


def row(module: Module) -> str:
    """One line of the table."""
    counts = (module.mutants, module.killed, len(module.survived), module.timeout, module.other)
    return f"| {module.name} | {' | '.join(map(str, counts))} | {module.percent:.1f} % |"


def commit() -> str:
    """The checkout's commit, or `unknown` outside of one."""
    git = shutil.which("git")
    if git is None:
        return "unknown"
    answer = subprocess.run(
        [git, "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return answer.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
