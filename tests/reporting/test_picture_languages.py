"""Pictures speak the language that is asked for."""

import pytest
from sample_hand import sample_radiograph, sample_reading

from bonage_desktop.findings.notice import Notice
from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.reporting.contact_sheet import contact_sheet
from bonage_desktop.reporting.overlay import annotated_picture
from bonage_desktop.sentences import say
from bonage_desktop.standards.language import Language, load_catalogue

CHINESE = load_catalogue(Language.ZH)
BOTH_HANDS = Notice("imaging.both_hands", say("The file says that both hands are on the image."))


@pytest.mark.parametrize(
    "draw",
    [lambda *hand: annotated_picture(*hand, None, CHINESE), lambda *hand: contact_sheet(*hand, CHINESE)],
    ids=["whole", "crops"],
)
def test_a_picture_in_chinese_has_no_english_sentence(canvas, draw):
    draw(sample_radiograph(laterality=Laterality.LEFT, notices=(BOTH_HANDS,)), sample_reading())

    assert "4  第三掌骨" in canvas.words
    assert "文件说明图像上有双手。" in canvas.words
    assert any("左手" in words for words in canvas.words)
    assert not any(word in words for words in canvas.words for word in ("Metacarpal", "Bone age", "hand", "Research"))
