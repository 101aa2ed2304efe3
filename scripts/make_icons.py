"""Draws the program's icon in the sizes that desktops ask for, as PNG, and for Windows as one .ico: `make package`."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from bonage_desktop.installation import resources_dir

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_LARGEST_IN_ICO = 256


def draw(source: Path, folder: Path, sizes: Sequence[int] = SIZES) -> Sequence[Path]:
    """Write `<name>-<size>.png` for each size, and `<name>.ico`.

    Args:
        source: an SVG picture.
        folder: where to; made where it is missing.
        sizes: pixels of a side.

    Returns:
        The PNG files, in the order of the sizes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(source))
    files = [folder / f"{source.stem}-{size}.png" for size in sizes]
    for size, file in zip(sizes, files, strict=True):
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        image.save(str(file))
    with Image.open(files[-1]) as largest:
        icons = [(size, size) for size in sizes if size <= _LARGEST_IN_ICO]
        largest.save(folder / f"{source.stem}.ico", sizes=icons)
    return files


def main() -> None:
    """Draw ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication([])
    draw(resources_dir() / "icons" / "bonage.svg", folder)
    del application


if __name__ == "__main__":
    main()
