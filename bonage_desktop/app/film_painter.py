"""Draws a view of a radiograph: film, overlay, ruler, corners, loupe; coarser while the reader moves it."""

from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QRegion

from bonage_desktop.app.film_corners import Corners, draw_corners, taken_by
from bonage_desktop.app.film_greys import Greys, Lut
from bonage_desktop.app.film_image import FilmImage, density_while_moving
from bonage_desktop.app.film_letters import Fonts
from bonage_desktop.app.film_overlay import FilmOverlay, Scene, seen_part
from bonage_desktop.app.film_pixels import FilmPixels, Sampling
from bonage_desktop.app.film_room import meet
from bonage_desktop.app.film_ruler import draw_ruler
from bonage_desktop.app.film_scene import Shown, corners_of, scene_of
from bonage_desktop.app.loupe import Loupe

GROUND = QColor(0, 0, 0)
"""Around the film, in both themes: a bright ground would blind the eye to faint bone."""
_FINE_PIXELS = 4_000_000
"""Screens with more pixels are sampled fast at rest too: finer sampling would keep the event loop waiting."""


class FilmPainter:
    """Draws one film; keeps what need not be computed again for the next picture.

    Args:
        film: whose pixels.
    """

    def __init__(self, film: FilmPixels) -> None:
        self._image = FilmImage(film)
        self._loupe = Loupe(film)
        self._overlay = FilmOverlay()
        self._table = lru_cache(maxsize=1)(Greys.table)
        self._corners = lru_cache(maxsize=1)(corners_of)
        self._taken = lru_cache(maxsize=1)(taken_by)
        self._around: object = None
        self._seen: tuple[Shown, Fonts] | None = None
        self._over: tuple[Corners, Scene] | None = None

    @property
    def film(self) -> FilmPixels:
        """The film."""
        return self._image.film

    def paint(self, painter: QPainter, shown: Shown, fonts: Fonts) -> None:
        """Draw all that is shown, as far as the painter's clip lets it be seen; `shown.film` is the painter's own."""
        table = self._table(shown.greys, self.film)
        painter.fillRect(QRectF(0, 0, *shown.viewpoint.view), GROUND)
        self._paint_film(painter, shown, table)
        corners, scene = self._lies_over(shown, fonts)
        self._overlay.draw(painter, shown.viewpoint, scene, fonts, is_moving=shown.is_moving)
        if shown.ruler is not None:
            draw_ruler(painter, shown.viewpoint, shown.ruler, shown.subject.radiograph.spacing, fonts)
        part = seen_part(painter, shown.viewpoint.view)
        if any(meet(words, part) for words in scene.taken):
            draw_corners(painter, shown.viewpoint.view, corners, fonts)
        if shown.loupe is not None:
            self._loupe.draw(painter, shown.viewpoint, shown.loupe, shown.density, table)
        self._around = _around(shown, corners)

    def changed(self, shown: Shown, fonts: Fonts) -> QRegion | None:
        """The part of the view that differs from what was painted last; None where all of it may."""
        corners, scene = self._lies_over(shown, fonts)
        if shown.loupe is not None or self._around != _around(shown, corners):
            return None
        return self._overlay.changed(shown.viewpoint, scene, fonts, is_moving=shown.is_moving)

    def _paint_film(self, painter: QPainter, shown: Shown, table: Lut) -> None:
        view, density = shown.viewpoint.view, shown.density
        if shown.is_moving:
            density = density_while_moving(view, density)
        is_fine = not shown.is_moving and view[0] * view[1] * density * density <= _FINE_PIXELS
        sampling = Sampling.FINE if is_fine else Sampling.FAST
        picture = self._image.picture(shown.viewpoint, density, table, sampling, shown.density / density)
        if picture is not None:
            painter.drawImage(picture.place.topLeft(), picture.image)

    def _lies_over(self, shown: Shown, fonts: Fonts) -> tuple[Corners, Scene]:
        """The words in the corners of the film, and what was found in it; once for what changed and for drawing it."""
        if self._over is None or self._seen != (shown, fonts):
            corners = self._corners(shown.captions, fonts)
            self._over = corners, scene_of(shown, self._taken(shown.viewpoint.view, corners, fonts))
            self._seen = shown, fonts
        return self._over


def _around(shown: Shown, corners: Corners) -> object:
    """All that a picture shows but for what lies over the film."""
    return shown.viewpoint, shown.greys, shown.ruler, shown.loupe, shown.density, shown.is_moving, corners
