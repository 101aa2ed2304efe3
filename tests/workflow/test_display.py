"""Whether there is a screen to show a window on."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bonage_desktop.workflow import display
from bonage_desktop.workflow.display import check_display, has_display
from bonage_desktop.workflow.errors import WorkflowError

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="displays are sockets on Unix")
NOBODY = 64_999  # no X server has this number


@pytest.fixture(autouse=True)
def on_linux(monkeypatch):
    monkeypatch.setattr(display.sys, "platform", "linux")


@pytest.fixture
def wayland(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A compositor that answers."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-9"))
        server.listen()
        yield {"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(tmp_path)}


@pytest.fixture
def x_server() -> Iterator[str]:
    """An X server of this machine that answers at its abstract socket."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{NOBODY - 1}")
        server.listen()
        yield f":{NOBODY - 1}.0"


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": ":"},
        {"DISPLAY": f":{NOBODY}"},
        {"DISPLAY": f"127.0.0.1:{NOBODY - 6000}"},
        {"DISPLAY": "127.0.0.1:99999"},
        {"WAYLAND_DISPLAY": "wayland-9"},
        {"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": "/nowhere"},
        {"QT_QPA_PLATFORM": "xcb"},
        {"QT_QPA_PLATFORM": "wayland;xcb"},
        {"QT_QPA_PLATFORM": ""},
    ],
    ids=str,
)
def test_a_display_that_nobody_serves_is_none(environment):
    assert not has_display(environment)


def test_a_wayland_compositor_that_answers_is_a_display(wayland):
    assert has_display(wayland)
    assert has_display(wayland | {"QT_QPA_PLATFORM": "wayland"})


def test_an_x_server_that_answers_is_a_display(x_server):
    assert has_display({"DISPLAY": x_server})
    assert has_display({"DISPLAY": f"unix{x_server}"})


def test_an_x_server_elsewhere_is_asked_by_network(monkeypatch):
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        monkeypatch.setattr(display, "_X_PORT", server.getsockname()[1] - 10)

        assert has_display({"DISPLAY": "127.0.0.1:10.0"})


@pytest.mark.parametrize("chosen", ["offscreen", "minimal:enable_fonts", "vnc", "xcb;offscreen"])
def test_who_chose_to_show_the_window_elsewhere_needs_no_display(chosen):
    assert has_display({"QT_QPA_PLATFORM": chosen})


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_have_a_display(monkeypatch, system):
    monkeypatch.setattr(display.sys, "platform", system)

    assert has_display({})


def test_without_a_display_the_reader_is_told_what_to_do():
    with pytest.raises(WorkflowError) as caught:
        check_display({})

    assert caught.value.code == "workflow.no_display"
    assert "no display" in caught.value.message
    assert "bonage assess" in caught.value.hint


def test_where_a_display_answers_nothing_is_said(wayland):
    check_display(wayland)
