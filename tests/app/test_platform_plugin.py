"""A missing library of the system is one sentence, before Qt would end the process."""

import ctypes
from pathlib import Path

import pytest

from bonage_desktop.app import platform_plugin
from bonage_desktop.app.platform_plugin import check_platform, plugins_dir
from bonage_desktop.errors import BonageError

X11 = {"DISPLAY": ":0"}


@pytest.fixture(autouse=True)
def on_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform_plugin.sys, "platform", "linux")


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of plug-ins on a system without libxcb-cursor."""

    def lacking(_: str) -> None:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(ctypes, "CDLL", lacking)
    (tmp_path / "platforms").mkdir()
    (tmp_path / "platforms" / "libqxcb.so").touch()
    return tmp_path


@pytest.mark.parametrize("environment", [X11, {**X11, "WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"}])
def test_the_library_that_is_missing_is_named_with_what_to_do(plugins: Path, environment: dict[str, str]) -> None:
    with pytest.raises(BonageError) as refused:
        check_platform(environment, plugins)

    assert refused.value.code == "app.library_missing"
    assert str(refused.value.message) == "The window cannot be shown: the system lacks libxcb-cursor.so.0."
    assert "libxcb-cursor0" in str(refused.value.hint)


@pytest.mark.parametrize("environment", [{**X11, "QT_QPA_PLATFORM": "offscreen"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_where_x11_is_not_asked_for_its_libraries_are_not_needed(plugins: Path, environment: dict[str, str]) -> None:
    check_platform(environment, plugins)


def test_a_qt_without_that_plug_in_is_left_to_qt(tmp_path: Path) -> None:
    check_platform(X11, tmp_path)


def test_a_whole_system_is_no_error() -> None:
    check_platform(X11, plugins_dir())
