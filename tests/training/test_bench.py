"""What a run in several processes leaves behind when it is stopped."""

import subprocess
import sys

import psutil

_PARENT = """
import multiprocessing, os, time
from concurrent.futures import ProcessPoolExecutor
from bonage_desktop.training.bench import begin_worker

if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), begin_worker)
    print(pool.submit(os.getpid).result(), flush=True)
    pool.submit(time.sleep, 600).result()
"""


def test_a_worker_ends_when_its_parent_is_killed_in_the_middle_of_a_task(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(_PARENT, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))

        parent.terminate()

    gone, _ = psutil.wait_procs([worker], timeout=60)
    assert gone == [worker]
