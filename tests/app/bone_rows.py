"""Rows of the bones' table as a reader meets them: what they say, and what is painted in them."""

import numpy as np
from PySide6.QtGui import QImage

from bonage_desktop.app.bones_table import BonesTable
from bonage_desktop.standards.bones import Bone


def said(table: BonesTable, bone: Bone) -> str:
    return table.rows[bone].accessibleName()


def pixels(table: BonesTable, bone: Bone) -> bytes:
    image = table.rows[bone].grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return bytes(image.constBits())


def has_colour(table: BonesTable, bone: Bone, colour: str) -> bool:
    image = table.rows[bone].grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF
    return bool((seen == int(colour[1:], 16)).any())
