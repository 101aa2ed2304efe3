"""Where the radiograph lies in its view: the one place that maps image points to view points and back.

Points are (x, y), x to the right, y down. A pixel's top-left corner, not its middle, carries its integer coordinates.
View points are in the widget's own pixels.
"""

from dataclasses import dataclass, replace
from typing import Self

from bonage_desktop.app.film_room import Rectangle, fit_beside

Point = tuple[float, float]
Orientation = tuple[int, int, int, int]
"""Rows of the 2 x 2 matrix that turns image directions into view directions; one of the eight of a square."""

UPRIGHT: Orientation = (1, 0, 0, 1)
SMALLEST_SCALE = 0.01
LARGEST_SCALE = 64.0


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """How an image is looked at.

    Attributes:
        image: its width and height in pixels, > 0.
        view: width and height of the view, > 0.
        centre: the image point in the middle of the view.
        scale: view pixels per image pixel, > 0.
        orientation: how the image is turned and flipped.
        corners: areas of the view that a fitted image leaves free.
    """

    image: tuple[int, int]
    view: tuple[int, int]
    centre: Point
    scale: float
    orientation: Orientation = UPRIGHT
    corners: tuple[Rectangle, ...] = ()

    @classmethod
    def fitted(
        cls,
        image: tuple[int, int],
        view: tuple[int, int],
        orientation: Orientation = UPRIGHT,
        corners: tuple[Rectangle, ...] = (),
    ) -> Self:
        """The whole image, as large as the view and what stands in its corners allow."""
        scale, place = fit_beside(_turned_size(image, orientation), view, corners)
        middle = (image[0] / 2, image[1] / 2)
        return cls(image, view, middle, scale, orientation, corners)._with(middle, at=place)

    def to_view(self, point: Point) -> Point:
        """A point of the image in the view."""
        dx, dy = self.direction_to_view((point[0] - self.centre[0], point[1] - self.centre[1]))
        return self.view[0] / 2 + dx, self.view[1] / 2 + dy

    def to_image(self, point: Point) -> Point:
        """A point of the view in the image; it may lie outside."""
        dx, dy = self.direction_to_image((point[0] - self.view[0] / 2, point[1] - self.view[1] / 2))
        return self.centre[0] + dx, self.centre[1] + dy

    def direction_to_view(self, offset: Point) -> Point:
        """An offset in image pixels as an offset in view pixels."""
        a, b, c, d = self.orientation
        return self.scale * (a * offset[0] + b * offset[1]), self.scale * (c * offset[0] + d * offset[1])

    def direction_to_image(self, offset: Point) -> Point:
        """An offset in view pixels as an offset in image pixels."""
        a, b, c, d = self.orientation  # orthogonal: its inverse is its transpose
        return (a * offset[0] + c * offset[1]) / self.scale, (b * offset[0] + d * offset[1]) / self.scale

    def rectangle_to_view(self, corners: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """An image rectangle x0 y0 x1 y1 as the view rectangle left, top, right, bottom."""
        xa, ya = self.to_view(corners[:2])
        xb, yb = self.to_view(corners[2:])
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)

    @property
    def matrix(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """The affine map from image to view, two rows."""
        x, y = self.to_view((0.0, 0.0))
        a, b, c, d = (self.scale * entry for entry in self.orientation)
        return (a, b, x), (c, d, y)

    @property
    def is_on_its_side(self) -> bool:
        """The image's rows run from top to bottom of the view."""
        return self.orientation[0] == 0

    @property
    def is_fitted(self) -> bool:
        """The whole image is seen, as large as view and corners allow."""
        return self == self.refitted()

    def refitted(self) -> Self:
        """The whole image, turned as it is."""
        return self.fitted(self.image, self.view, self.orientation, self.corners)

    def zoomed(self, factor: float, at: Point) -> Self:
        """Larger by `factor` around a point of the view, which stays where it is."""
        scale = min(max(self.scale * factor, SMALLEST_SCALE), LARGEST_SCALE)
        still = self.to_image(at)
        share = self.scale / scale
        centre = tuple(still[axis] + (self.centre[axis] - still[axis]) * share for axis in (0, 1))
        return replace(self, scale=scale, centre=(centre[0], centre[1]))

    def panned(self, offset: Point) -> Self:
        """Moved by an offset in view pixels; the middle of the view stays on the image."""
        dx, dy = self.direction_to_image(offset)
        x = min(max(self.centre[0] - dx, 0.0), float(self.image[0]))
        y = min(max(self.centre[1] - dy, 0.0), float(self.image[1]))
        return replace(self, centre=(x, y))

    def resized(self, view: tuple[int, int], corners: tuple[Rectangle, ...] = ()) -> Self:
        """In a view of another size or with other corners: fitted if it was, else around the same point."""
        changed = replace(self, view=view, corners=corners)
        return changed.refitted() if self.is_fitted else changed

    def beside(self, other: "Viewpoint") -> Self:
        """Looked at as another image is: the same part of it, as much larger than fitted, turned alike.

        Args:
            other: how the other image is looked at; it may have another size, in a view of another size.
        """
        whole, others = self.fitted(self.image, self.view, other.orientation, self.corners), other.refitted()
        middle, place = (self.image[0] / 2, self.image[1] / 2), others.to_view((other.image[0] / 2, other.image[1] / 2))
        seen = other.to_image(place)  # in the place of the other's middle when that is fitted
        x, y = (self.image[axis] * seen[axis] / other.image[axis] for axis in (0, 1))
        closer = replace(whole, scale=whole.scale * other.scale / others.scale)
        return closer._with((x, y), at=whole.to_view(middle))

    def rotated(self, quarter_turns: int) -> Self:
        """Turned clockwise on the screen by quarters; fitted if it was."""
        turned = self
        for _ in range(quarter_turns % 4):
            a, b, c, d = turned.orientation
            turned = turned._turned((-c, -d, a, b))
        return turned

    def flipped_left_to_right(self) -> Self:
        """Mirrored on the screen, left to right."""
        a, b, c, d = self.orientation
        return self._turned((-a, -b, c, d))

    def flipped_upside_down(self) -> Self:
        """Mirrored on the screen, upside down."""
        a, b, c, d = self.orientation
        return self._turned((a, b, -c, -d))

    def _turned(self, orientation: Orientation) -> Self:
        turned = replace(self, orientation=orientation)
        return turned.refitted() if self.is_fitted else turned

    def _with(self, point: Point, at: Point) -> Self:
        """Moved so that a point of the image lies at a point of the view."""
        dx, dy = self.direction_to_image((at[0] - self.view[0] / 2, at[1] - self.view[1] / 2))
        return replace(self, centre=(point[0] - dx, point[1] - dy))


def _turned_size(image: tuple[int, int], orientation: Orientation) -> tuple[int, int]:
    return image if orientation[0] else (image[1], image[0])
