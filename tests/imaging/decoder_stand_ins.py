"""What a decoding process might do wrong, to be put in the place of the real one."""

import os
import signal
import time
from multiprocessing.connection import Connection

from bonage_desktop.imaging import child
from bonage_desktop.imaging.limits import Limits


def die_at_once(connection: Connection, limits: Limits) -> None:
    os._exit(3)


def say_nothing(connection: Connection, limits: Limits) -> None:
    child.ignore_interrupts()
    connection.recv()


def be_killed_by_the_first_file(connection: Connection, limits: Limits) -> None:
    connection.send(child.READY)
    connection.recv()
    os.kill(os.getpid(), signal.SIGSEGV)


def be_killed_for_processor_time(connection: Connection, limits: Limits) -> None:
    connection.send(child.READY)
    connection.recv()
    os.kill(os.getpid(), signal.SIGXCPU)


def never_answer(connection: Connection, limits: Limits) -> None:
    connection.send(child.READY)
    connection.recv()
    time.sleep(600)
