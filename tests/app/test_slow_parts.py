"""What is made ready beside the window is there when the first case comes."""

import subprocess
import sys

PROGRAM = """
import sys
from bonage_desktop.app.slow_parts import load_slow_parts
assert not {"matplotlib", "scipy.special", "sqlalchemy"} & set(sys.modules)
load_slow_parts()
assert {"matplotlib.backends.backend_agg", "scipy.special", "sqlalchemy"} <= set(sys.modules)
"""


def test_libraries_that_take_long_are_loaded_only_then() -> None:
    assert subprocess.run([sys.executable, "-c", PROGRAM], check=False).returncode == 0
