"""The pictures of the bones beside their rows and in the level strip."""

from reviewed_sample import reviewed
from workflow.review_cases import NO_HAND, box_number

from bonage_desktop.app.pictures import RowPictures
from bonage_desktop.standards.bones import Bone


def test_every_bone_with_a_box_has_one_and_the_selected_bone_a_large_one() -> None:
    pictures = RowPictures()

    pictures.take(reviewed().case, Bone.PP3)

    assert set(pictures.crops) == set(Bone)
    assert not pictures.magnified.isNull()


def test_boxes_of_a_refused_image_give_none_until_the_reader_places_one() -> None:
    session, pictures = reviewed(rejection=NO_HAND), RowPictures()
    pictures.take(session.case, Bone.PP3)
    before = set(pictures.crops)

    session.place_box(Bone.ULNA, box_number(2))
    pictures.take(session.case, Bone.ULNA)

    assert before == set()
    assert Bone.ULNA in pictures.crops
