"""The radiograph on the screen: what is seen of the film, also through the loupe and beside another."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from radiograph_on_screen import BOXES, sample_on_screen, seen
from reviewed_sample import attention_on, reviewed
from sample_hand import sample_findings, sample_radiograph

from bonage_desktop.app.film_pixels import FilmPixels
from bonage_desktop.app.film_view_modes import OverlayMode, Preset, StageView
from bonage_desktop.app.radiograph_view import RadiographView
from bonage_desktop.app.viewpoint import UPRIGHT
from bonage_desktop.standards.bones import Bone


@pytest.fixture(scope="module")
def film() -> FilmPixels:
    return FilmPixels.of(sample_radiograph())


@pytest.fixture
def view(qtbot: QtBot, film: FilmPixels) -> RadiographView:
    return sample_on_screen(qtbot, film)


def test_a_film_is_shown_whole_with_the_greys_that_its_file_asks_for(view: RadiographView) -> None:
    view.show_state(None)
    view.set_overlay(OverlayMode.NONE)

    picture = seen(view)[100:500, 100:400].astype(float)

    stored = sample_radiograph().stored
    halved = stored.reshape(600, 2, 450, 2).mean(axis=(1, 3))[100:500, 100:400]
    assert np.abs(picture[..., 0] - halved).mean() < 1.5


def test_without_a_film_the_view_says_so(qtbot: QtBot, view: RadiographView) -> None:
    view.show_film(None)

    assert view.viewpoint is None
    assert seen(view).max() > 100  # words


def test_a_new_film_is_whole_and_upright_whatever_was_done_to_the_one_before(
    view: RadiographView, film: FilmPixels
) -> None:
    view.rotate_right()
    view.zoom_by(3)
    view.invert()

    view.show_film(replace(film))

    assert view.viewpoint.is_fitted
    assert view.viewpoint.orientation == UPRIGHT
    assert not view.greys.is_inverted


def test_the_same_film_again_stays_as_it_is_looked_at(view: RadiographView, film: FilmPixels) -> None:
    view.zoom_by(3)
    before = view.viewpoint

    view.show_film(film)

    assert view.viewpoint == before


def test_inverting_shows_bone_dark_and_says_so(view: RadiographView) -> None:
    view.set_overlay(OverlayMode.NONE)
    bright = seen(view)[300, 225].mean()

    view.invert()

    assert seen(view)[300, 225].mean() == pytest.approx(255 - bright, abs=2)


def test_presets_keep_an_inverted_film_inverted(view: RadiographView) -> None:
    view.invert()

    view.set_preset(Preset.BONE)

    assert view.greys.is_inverted
    assert not view.greys.is_as_filed


def test_space_held_hides_all_that_lies_over_the_film(view: RadiographView) -> None:
    plain = seen(view)

    view.set_overlay_hidden(is_hidden=True)
    hidden = seen(view)
    view.set_overlay_hidden(is_hidden=False)

    is_selected_box_seen = [bool((picture[186:220, 192:227] == 255).all(axis=2).any()) for picture in (plain, hidden)]
    assert is_selected_box_seen == [True, False]
    assert np.array_equal(seen(view), plain)


def test_boxes_follow_the_film_when_it_is_turned(view: RadiographView) -> None:
    view.rotate_right()
    view.flip_vertical()

    left, top, right, bottom = (round(v) for v in view.viewpoint.rectangle_to_view(BOXES[Bone.PP3].corners))
    picture = seen(view)
    assert (picture[top - 2 : top + 3, left:right].min(axis=2) > 240).any()
    assert (picture[bottom - 2 : bottom + 3, left:right].min(axis=2) > 240).any()


def test_left_and_right_turns_cancel_each_other(view: RadiographView) -> None:
    view.fit()
    before = view.viewpoint

    view.rotate_left()
    turned = view.viewpoint
    view.rotate_right()
    view.flip_horizontal()
    view.flip_horizontal()

    assert turned != before
    assert view.viewpoint == before


def test_attention_is_shown_only_where_it_is_wanted(view: RadiographView) -> None:
    view.show_state(reviewed().state)
    plain = seen(view)
    view.show_state(reviewed(attention=attention_on((Bone.ULNA, 0.4))).state)
    unwanted = seen(view)

    view.set_attention_shown(is_shown=True)

    assert np.array_equal(unwanted, plain)
    assert not np.array_equal(seen(view), plain)


def test_each_stage_looks_otherwise(view: RadiographView) -> None:
    view.resize(700, 600)  # wide enough for labels with levels
    pictures = []
    for stage in StageView:
        view.set_stage_view(stage)
        pictures.append(seen(view).tobytes())

    assert len(set(pictures)) == len(StageView)


def test_a_film_at_rest_is_drawn_again_sharply(
    qtbot: QtBot, view: RadiographView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bonage_desktop.app.film_image.PIXELS_WHILE_MOVING", 3_000)
    view.set_overlay(OverlayMode.NONE)
    view.zoom_by(1.01)
    coarse = seen(view)

    qtbot.waitUntil(lambda: not np.array_equal(seen(view), coarse))

    sharp = seen(view).astype(int)[150:500, 100:400, 0]
    assert np.abs(np.diff(sharp)).sum() > np.abs(np.diff(coarse[150:500, 100:400, 0].astype(int))).sum()


def test_a_resized_view_shows_the_whole_film_again(view: RadiographView) -> None:
    view.fit()

    view.resize(300, 700)

    assert view.viewpoint.view == (300, 700)
    assert view.viewpoint.is_fitted


def test_focus_by_keyboard_is_seen_and_by_mouse_is_not(qtbot: QtBot, view: RadiographView) -> None:
    view.activateWindow()
    view.clearFocus()
    plain = seen(view)

    view.setFocus(Qt.FocusReason.MouseFocusReason)
    clicked = seen(view)
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.hasFocus)

    assert np.array_equal(clicked, plain)
    assert seen(view)[300, 1].tolist() != plain[300, 1].tolist()


def test_the_view_is_named_for_those_who_do_not_see_it(view: RadiographView) -> None:
    assert view.accessibleName() == "Radiograph"
    assert "wheel zooms" in view.accessibleDescription()
    assert view.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_the_loupe_is_there_while_g_is_held(qtbot: QtBot, view: RadiographView) -> None:
    plain = seen(view)

    qtbot.keyPress(view, Qt.Key.Key_G)
    magnified = seen(view)
    qtbot.keyRelease(view, Qt.Key.Key_G)

    assert not np.array_equal(magnified, plain)
    assert np.array_equal(seen(view), plain)


def test_a_film_follows_another_and_does_not_answer(qtbot: QtBot, view: RadiographView, film: FilmPixels) -> None:
    prior = RadiographView()
    qtbot.addWidget(prior)
    prior.resize(300, 300)
    prior.show_film(film)
    view.fit()
    view.viewpoint_changed.connect(prior.follow)
    prior.viewpoint_changed.connect(view.follow)

    with qtbot.assertNotEmitted(prior.viewpoint_changed):
        view.zoom_by(2)
        view.rotate_right()

    assert prior.viewpoint.orientation == view.viewpoint.orientation
    assert enlarged(prior) == pytest.approx(enlarged(view))
    assert looked_at(prior) == pytest.approx(looked_at(view))


def enlarged(view: RadiographView) -> float:
    """How much larger than fitted."""
    return view.viewpoint.scale / view.viewpoint.refitted().scale


def looked_at(view: RadiographView) -> tuple[float, float]:
    """The point of the film that lies where its middle lies when it is fitted."""
    width, height = view.viewpoint.image
    return view.viewpoint.to_image(view.viewpoint.refitted().to_view((width / 2, height / 2)))


def test_a_palm_of_another_size_than_the_film_is_not_drawn(view: RadiographView) -> None:
    palm = sample_findings().palm
    cut = replace(palm, mask=palm.mask[:-2].copy())
    view.show_state(reviewed(palm=cut).state)
    without = seen(view)

    view.show_state(reviewed().state)

    assert not np.array_equal(seen(view), without)


def test_four_thousand_rows_of_sixteen_bits_are_shown_too(qtbot: QtBot, view: RadiographView) -> None:
    stored = np.tile(np.linspace(0, 65535, 3000).astype(np.uint16), (4000, 1))
    large = replace(sample_radiograph(), stored=stored, pixels=(stored / 65535).astype(np.float32))
    view.show_state(None)

    view.show_film(FilmPixels.of(large))

    row = seen(view)[300, 20:430, 0].astype(int)
    assert (np.diff(row) >= 0).all()
    assert row[-1] - row[0] > 200
