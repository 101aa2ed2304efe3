"""The one place that imports OpenCV.

Its wheel bundles Qt 5 and points Qt's environment at it when it is imported, which
would make PySide6 load the wrong plugins; the variables are taken back here.
"""

import os

import cv2

os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
os.environ.pop("QT_QPA_FONTDIR", None)

__all__ = ["cv2"]
