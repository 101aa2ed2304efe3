"""The command line speaks the reader's language; what is for machines is the same everywhere."""

import json

import pytest

from bonage_desktop.cli.complaints import complaint
from bonage_desktop.cli.speech import screen_for, spoken_language
from bonage_desktop.installation import resources_dir
from bonage_desktop.standards.language import Language, load_catalogue
from bonage_desktop.workflow.settings import LanguageChoice, Settings

LEVELS = [
    "radius=9",
    "ulna=7",
    "mc1=8",
    "mc3=7",
    "mc5=7",
    "pp1=8",
    "pp3=8",
    "pp5=8",
    "mp3=8",
    "mp5=8",
    "dp1=8",
    "dp3=8",
    "dp5=8",
]
SYSTEM, CHINESE = Settings(), Settings(language=LanguageChoice.ZH)


def test_a_result_is_said_in_chinese(bonage):
    ended = bonage("--language", "zh", "score", "--sex", "male", *LEVELS)

    assert ended.code == 0
    assert "第三掌骨" in ended.out
    assert "仅供科研使用，不是医疗器械。" in ended.out
    assert "Bone" not in ended.out


def test_json_is_the_same_in_every_language(bonage):
    asked = ("score", "--sex", "male", "--format", "json", *LEVELS)

    chinese, english = bonage("--language", "zh", *asked), bonage(*asked)

    assert chinese.out == english.out
    assert json.loads(chinese.out)["research_use_only"] == "Research use only, not a medical device."


def test_a_refused_file_is_told_in_chinese_and_written_in_english(bonage, tmp_path):
    missing = tmp_path / "hand.png"

    ended = bonage("--language", "zh", "assess", missing, "--sex", "male", "--format", "json")

    assert ended.err.splitlines()[0] == f"{missing} 不存在。请检查路径的拼写。 [imaging.missing_file]"
    assert json.loads(ended.out)[0]["error"]["message"] == f"{missing} does not exist."


def test_a_wrong_command_is_told_in_chinese(bonage):
    ended = bonage("--language", "zh", "assess")

    assert ended.code == 2
    assert ended.err == "缺少必需的参数：PATH。请运行 `bonage assess --help`。 [cli.usage]\n"


def test_help_is_in_chinese(bonage):
    ended = bonage("--language", "zh", "assess", "--help")

    assert ended.code == 0
    assert ended.out.startswith("用法：bonage assess")
    assert "显示此帮助并退出" in ended.out
    assert "usage" not in ended.out


def test_criteria_follow_the_language_unless_it_is_asked_for(bonage):
    assert "骨化中心尚未出现" in bonage("--language=zh", "standards", "--bone", "radius").out
    assert "no ossification centre" in bonage("--language=zh", "standards", "--bone", "radius", "--language", "en").out
    assert "no ossification centre" in bonage("--language=zh", "standards", "--bone", "radius", "--format", "json").out


def test_pictures_are_drawn_in_the_language(bonage, pretended, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "bonage_desktop.reporting.overlay.annotated_picture",
        lambda radiograph, reading, caption, catalogue: asked.append(catalogue.template("Bone age")) or b"",
    )
    hand = resources_dir() / "samples" / "male_120.png"

    ended = bonage("--language", "zh", "assess", hand, "--sex", "male", "--save-overlay", tmp_path)

    assert ended.code == 0
    assert asked == ["骨龄"]


def test_the_window_is_told_the_language(bonage, opened, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    bonage("--language", "zh", "open")

    assert opened.language is Language.ZH


@pytest.mark.parametrize(
    ("arguments", "settings", "environment", "language"),
    [
        ((), SYSTEM, {}, Language.EN),
        ((), SYSTEM, {"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ((), SYSTEM, {"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, Language.EN),
        ((), SYSTEM, {"LC_ALL": "", "LC_MESSAGES": "zh_SG", "LANG": "C"}, Language.ZH),
        ((), CHINESE, {"LANG": "en_GB.UTF-8"}, Language.ZH),
        (("--language", "en", "doctor"), CHINESE, {"LANG": "zh_CN"}, Language.EN),
        (("--language=zh", "doctor"), SYSTEM, {}, Language.ZH),
        (("-h", "--language", "zh"), SYSTEM, {}, Language.ZH),
        (("standards", "--language", "zh"), SYSTEM, {"LANG": "C"}, Language.EN),
        (("--language", "fr", "doctor"), SYSTEM, {"LANG": "C"}, Language.EN),
        (("--language",), SYSTEM, {"LANG": "C"}, Language.EN),
    ],
)
def test_the_option_goes_before_the_settings_and_these_before_the_locale(
    monkeypatch, arguments, settings, environment, language
):
    monkeypatch.setattr("locale.getlocale", lambda: ("en_US", "UTF-8"))

    assert spoken_language(arguments, settings, environment) is language


@pytest.mark.parametrize("name", ["zh_CN", "Chinese (Simplified)_China", "ZH-Hans"])
def test_where_no_variable_says_it_the_system_does(monkeypatch, name):
    monkeypatch.setattr("locale.getlocale", lambda: (name, "936"))

    assert spoken_language((), SYSTEM, {}) is Language.ZH


def test_a_language_that_cannot_be_read_is_complained_of_and_english_is_spoken(monkeypatch, tmp_path, capfd):
    monkeypatch.setattr("bonage_desktop.standards.language.resources_dir", lambda: tmp_path)

    screen = screen_for(Language.ZH, SYSTEM)

    assert screen.language is Language.EN
    assert "[standards.translation_unreadable]" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("message", "english", "chinese"),
    [
        ("unrecognized arguments: -x", "Unrecognized arguments: -x.", "无法识别的参数：-x。"),
        (
            "argument --sex: invalid choice: 'x' (choose from 'male', 'female')",
            "Argument --sex: invalid choice: 'x' (choose from 'male', 'female').",
            "参数 --sex：'x' 不是可选值（可选：'male', 'female'）。",
        ),
        (
            "argument --mask: expected one argument",
            "Argument --mask: expected one argument.",
            "参数 --mask：需要一个值。",
        ),
        (
            "argument --x: expected at least one argument",
            "Argument --x: expected at least one argument.",
            "参数 --x：至少需要一个值。",
        ),
        ("something new", "Something new.", "Something new。"),
    ],
)
def test_complaints_of_argparse_are_known(message, english, chinese):
    assert complaint(message) == english
    assert load_catalogue(Language.ZH).words(complaint(message)) == chinese
