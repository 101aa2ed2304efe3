"""The settings and their file: nothing in it stops a start, and nothing of it is lost."""

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bonage_desktop.vision.device import DeviceChoice
from bonage_desktop.workflow.errors import WorkflowError
from bonage_desktop.workflow.settings import (
    MAX_RECENT,
    AgeNotation,
    BrightnessDrag,
    LanguageChoice,
    LevelNotation,
    MouseDirections,
    Settings,
    ThemeChoice,
    WidthDrag,
    ZoomDirection,
)
from bonage_desktop.workflow.settings_document import Move
from bonage_desktop.workflow.settings_file import SettingsFile, settings_folder
from bonage_desktop.workflow.shortcuts import Chord, Shortcut

EVERYTHING = Settings(
    device=DeviceChoice.CPU,
    threads=4,
    language=LanguageChoice.ZH,
    theme=ThemeChoice.DARK,
    mouse=MouseDirections(WidthDrag.RIGHT_NARROWER, BrightnessDrag.UP_DARKER, ZoomDirection.UP_FARTHER),
    shortcuts=(Shortcut("bone.level_up", (Chord.parse("+"), Chord.parse("Ctrl+]"))), Shortcut("case.next", ())),
    reader="王医生",
    institution="Children's hospital",
    level_notation=LevelNotation.NUMBER_FIRST,
    age_notation=AgeNotation.YEARS_MONTHS,
    percentile_table=Path("/data/ours.csv"),
    grades_first=True,
    shows_tw3=True,
    recent_files=(Path("/data/左手.dcm"), Path("/data/b.png")),
)
WRITTEN = {
    "schema_version": 1,
    "networks": {"device": "cpu", "threads": 4},
    "window": {"language": "zh", "theme": "dark"},
    "mouse": {"width": "right_narrower", "brightness": "up_darker", "zoom": "up_farther"},
    "reader": {"name": "王医生", "institution": "Children's hospital"},
    "notation": {"levels": "number_first", "ages": "years_months"},
    "review": {"grade_first": True, "tw3": True},
    "standards": {"percentile_table": "/data/ours.csv"},
    "files": {"recent": ["/data/左手.dcm", "/data/b.png"]},
    "shortcuts": {"bone.level_up": ["+", "Ctrl+]"], "case.next": []},
}
DARK = Settings(theme=ThemeChoice.DARK)


def dark(settings: Settings) -> Settings:
    return replace(settings, theme=ThemeChoice.DARK)


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "config")


@pytest.fixture
def holding(file: SettingsFile):
    """Puts something into the file."""

    def hold(content: object) -> SettingsFile:
        file.path.parent.mkdir(exist_ok=True)
        file.path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return file

    return hold


def content_of(path: Path) -> object:
    return json.loads(path.read_text(encoding="utf-8"))


def told(file: SettingsFile) -> list[tuple[str, str]]:
    return [(notice.code, notice.message) for notice in file.read().notices]


def test_a_first_start_has_the_defaults_and_nothing_to_say(file):
    read = file.read()

    assert read.settings == Settings()
    assert read.notices == ()
    assert not file.path.parent.exists()


def test_what_is_written_is_read(file):
    written = file.change(lambda _: EVERYTHING)

    assert written == EVERYTHING
    assert file.read().settings == EVERYTHING
    assert file.read().notices == ()


def test_the_file_is_for_people(file):
    file.change(lambda _: EVERYTHING)

    assert content_of(file.path) == WRITTEN
    assert list(content_of(file.path)) == list(WRITTEN)
    assert '  "reader": {\n    "name": "王医生",\n' in file.path.read_text(encoding="utf-8")


def test_a_file_written_by_hand_may_hold_a_single_setting_and_a_byte_order_mark(holding):
    file = holding(b'\xef\xbb\xbf{"schema_version": 1, "window": {"theme": "dark"}}')

    assert file.read().settings == DARK
    assert told(file) == []


def test_without_a_folder_given_the_system_says_where(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    assert SettingsFile().path == settings_folder() / "settings.json" == tmp_path / "bonage" / "settings.json"


WRONG = [
    ("networks", "device", "gpu"),
    ("networks", "device", None),
    ("networks", "device", ["cpu"]),
    ("networks", "threads", 0),
    ("networks", "threads", 257),
    ("networks", "threads", True),
    ("networks", "threads", 2.0),
    ("networks", "threads", "four"),
    ("window", "language", "fr"),
    ("window", "theme", 1),
    ("mouse", "width", "left"),
    ("mouse", "brightness", {}),
    ("mouse", "zoom", ""),
    ("reader", "name", 7),
    ("reader", "name", "two\nlines"),
    ("reader", "name", " blank"),
    ("reader", "name", "x" * 101),
    ("reader", "institution", "half a character: \ud800"),
    ("notation", "levels", "LABEL_FIRST"),
    ("notation", "ages", []),
    ("review", "grade_first", 1),
    ("review", "tw3", "yes"),
    ("standards", "percentile_table", "ours.csv"),
    ("standards", "percentile_table", "/with\0nothing.csv"),
    ("standards", "percentile_table", 3),
    ("files", "recent", "/data/a.png"),
    ("shortcuts", "bone.level_up", "A"),
    ("shortcuts", "bone.level_up", ["no key"]),
    ("shortcuts", "bone.level_up", [5]),
    ("shortcuts", "Bone level up", ["A"]),
]


@pytest.mark.parametrize(("section", "key", "value"), WRONG)
def test_an_entry_that_cannot_be_used_is_its_default_and_said_and_the_others_hold(holding, section, key, value):
    rest = {**WRITTEN, "files": {}, "shortcuts": {}}
    file = holding({**rest, section: {**rest[section], key: value}})

    read = file.read()

    message = f"Settings that cannot be used: {section}/{key}. Their defaults hold."
    assert told(file) == [("workflow.settings_value", message)]
    assert read.settings.theme is (ThemeChoice.SYSTEM if key == "theme" else ThemeChoice.DARK)
    assert read.settings.reader == ("" if key == "name" else "王医生")


@pytest.mark.parametrize("section", ["networks", "shortcuts"])
@pytest.mark.parametrize("value", [None, [], "x", 3])
def test_a_section_that_is_none_is_its_defaults_and_said_once_and_mended(holding, section, value):
    file = holding({**WRITTEN, section: value})
    said = told(file)

    file.change(lambda settings: replace(settings, reader="Li"))

    assert said == [("workflow.settings_value", f"Settings that cannot be used: {section}. Their defaults hold.")]
    assert told(file) == []
    assert content_of(file.path)[section] == ({} if section == "shortcuts" else {"device": "auto", "threads": "auto"})


def test_of_many_faults_a_few_are_named(holding):
    file = holding({"schema_version": 1, "files": {"recent": 1}, "shortcuts": {f"a{number}": 0 for number in range(6)}})

    assert told(file) == [
        (
            "workflow.settings_value",
            "Settings that cannot be used: files/recent, shortcuts/a0, shortcuts/a1, shortcuts/a2, shortcuts/a3 and 2 more. "
            "Their defaults hold.",
        )
    ]


def test_of_two_actions_with_one_key_the_second_keeps_its_default(holding):
    file = holding({"schema_version": 1, "shortcuts": {"undo": ["Ctrl+Z"], "zoom": ["ctrl+z"], "fit": ["G"]}})

    assert [shortcut.action for shortcut in file.read().settings.shortcuts] == ["undo", "fit"]
    assert told(file) == [
        ("workflow.settings_value", "Settings that cannot be used: shortcuts/zoom. Their defaults hold.")
    ]


def test_of_recent_files_the_usable_ones_are_kept(holding):
    file = holding({"schema_version": 1, "files": {"recent": ["/a.png", 5, "b.png", "/c.png", "/a.png"]}})

    assert file.read().settings.recent_files == (Path("/a.png"), Path("/c.png"))
    assert told(file) == [
        ("workflow.settings_value", "Settings that cannot be used: files/recent. Their defaults hold.")
    ]


def test_a_name_that_nobody_knows_is_said_and_kept(holding):
    file = holding({"schema_version": 1, "window": {"theem": "dark", "theme": "light"}, "colours": {"a": [1.5, None]}})
    said = told(file)

    file.change(dark)

    assert said == [("workflow.settings_unknown", "Unknown names in the settings: window/theem, colours.")]
    written = content_of(file.path)
    assert written["window"] == {"theem": "dark", "theme": "dark", "language": "system"}
    assert written["colours"] == {"a": [1.5, None]}


def test_a_name_that_cannot_be_shown_is_not(holding):
    file = holding({"schema_version": 1, "a\nb": 1, "c" * 61: 1})

    assert told(file) == [
        (
            "workflow.settings_unknown",
            "Unknown names in the settings: one with an impossible name, one with an impossible name.",
        )
    ]


def test_no_notice_repeats_a_value(holding):
    file = holding({"schema_version": 1, "reader": {"name": "Zhang\nSan"}, "files": {"recent": ["Zhang San.dcm"]}})

    assert "Zhang" not in str(told(file))


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        (b"", "line 1 is no JSON"),
        (b"{\n'a': 1}", "line 2 is no JSON"),
        (b"\xff\xfe{}", "it is not UTF-8"),
        (b"[]", "it holds no settings"),
        (b'{"a": ' + b"[" * 30 + b"]" * 30 + b"}", "it holds no settings"),
        (b'{"a": ' + b'{"b": ' * 30 + b"0" + b"}" * 31, "it holds no settings"),
        (b"[" * 100_000, "it is no JSON that can be read"),
        (b'{"a": ' + b"1" * 5000 + b"}", "it is no JSON that can be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_defaults_and_is_put_aside_before_it_is_replaced(holding, content, fact):
    file = holding(content)

    assert file.read().settings == Settings()
    assert told(file) == [
        ("workflow.settings_unreadable", f"{file.path} cannot be used ({fact}): all settings are defaults.")
    ]
    file.change(dark)
    assert file.read().settings == DARK
    assert file.unusable.read_bytes() == content
    assert not file.backup.exists()


def test_a_file_too_large_for_settings_is_neither_read_nor_replaced(holding):
    file = holding(b" " * (2**20 + 1))

    assert told(file) == [
        (
            "workflow.settings_unreadable",
            f"{file.path} cannot be used (it is larger than 1 MiB): all settings are defaults.",
        )
    ]
    assert refusal_of(file).message == f"{file.path} could not be read: it is larger than 1 MiB."


def test_settings_nested_as_deep_as_allowed_are_read_and_kept(holding):
    deep = json.loads("[" * 19 + "]" * 19)
    file = holding({"schema_version": 1, "later": deep})

    file.change(dark)

    assert content_of(file.path)["later"] == deep


@pytest.mark.parametrize("version", [None, "1", 0, -3, True, 1.0])
def test_a_version_that_cannot_be_is_taken_for_the_present_one(holding, version):
    file = holding({"schema_version": version, "window": {"theme": "dark"}})

    assert file.read().settings == DARK
    assert told(file) == [
        ("workflow.settings_value", "Settings that cannot be used: schema_version. Their defaults hold.")
    ]
    file.change(lambda settings: replace(settings, reader="Li"))
    assert content_of(file.path)["schema_version"] == 1


FUTURE = {
    "schema_version": 9,
    "window": {"theme": "sepia", "language": "zh", "sounds": False},
    "mouse": "as the system",
    "shortcuts": {"bone.fly": {"gesture": "swipe"}, "case.next": ["N"]},
    "assistant": {"voice": "calm"},
}


def test_a_file_from_the_future_is_used_as_far_as_it_is_understood(holding):
    file = holding(FUTURE)

    read = file.read()

    assert (read.settings.language, read.settings.theme) == (LanguageChoice.ZH, ThemeChoice.SYSTEM)
    assert read.settings.shortcuts == (Shortcut("case.next", (Chord.parse("N"),)),)
    assert [code for code, _ in told(file)] == ["workflow.settings_newer", "workflow.settings_value"]
    assert "window/theme, shortcuts/bone.fly" in told(file)[1][1]


def test_a_file_from_the_future_keeps_everything_but_what_is_changed(holding):
    file = holding(FUTURE)

    file.change(lambda settings: replace(settings, language=LanguageChoice.EN, reader="Li"))

    assert content_of(file.path) == {
        **FUTURE,
        "window": {"theme": "sepia", "language": "en", "sounds": False},
        "reader": {"name": "Li"},
    }


def test_in_a_file_from_the_future_a_setting_that_is_changed_is_written(holding):
    file = holding(FUTURE)
    narrow = MouseDirections(width=WidthDrag.RIGHT_NARROWER)

    file.change(lambda settings: replace(dark(settings), mouse=narrow).with_default_keys("case.next"))

    written = content_of(file.path)
    assert written["window"]["theme"] == "dark"
    assert written["mouse"] == {"width": "right_narrower"}
    assert written["shortcuts"] == {"bone.fly": {"gesture": "swipe"}}


# Pretended: the first version was `desktop/colours`, the second `window/colours`, the third calls "night" "dark".
MIGRATIONS = (
    (Move(("desktop", "colours"), ("window", "colours"), {}),),
    (Move(("window", "colours"), ("window", "theme"), {"night": "dark"}),),
)


@pytest.mark.parametrize(
    "old",
    [
        {"schema_version": 1, "desktop": {"colours": "night"}},
        {"schema_version": 2, "window": {"colours": "night"}},
        {"schema_version": 2, "window": {"colours": "dark"}},
        {"schema_version": 3, "window": {"theme": "dark"}},
    ],
)
def test_a_file_of_an_older_version_is_migrated_step_by_step(holding, old):
    file = SettingsFile(holding(old).path.parent, MIGRATIONS)

    assert file.read().settings == DARK
    assert told(file) == []
    file.change(lambda settings: replace(settings, reader="Li"))
    written = content_of(file.path)
    assert written["schema_version"] == 3
    assert written["window"] == {"theme": "dark", "language": "system"}
    assert "desktop" not in written
    assert content_of(file.backup) == old


@pytest.mark.parametrize(
    "old",
    [
        {"schema_version": 1, "desktop": [], "window": {"theme": "dark"}},
        {"schema_version": 1, "desktop": {"colours": ["night"], "size": 3}},
        {"schema_version": 1, "desktop": {"colours": "night"}, "window": 3},
    ],
)
def test_rubbish_of_an_older_version_stops_no_migration(holding, old):
    file = SettingsFile(holding(old).path.parent, MIGRATIONS)

    assert isinstance(file.read().settings, Settings)
    file.change(lambda settings: replace(settings, reader="Li"))
    assert content_of(file.path)["schema_version"] == 3


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
sections = st.sampled_from([*WRITTEN, "later"])
keys = st.sampled_from(sorted({key for section in WRITTEN.values() if isinstance(section, dict) for key in section}))
documents = st.dictionaries(sections, json_values | st.dictionaries(keys | st.text(max_size=9), json_values))


@given(st.binary() | documents.map(lambda document: json.dumps(document).encode()))
def test_no_content_of_the_file_stops_a_start_or_a_change(content):
    with tempfile.TemporaryDirectory() as folder:
        file = SettingsFile(Path(folder))
        file.path.write_bytes(content)

        file.read()
        file.change(dark)

        assert file.read().settings.theme is ThemeChoice.DARK


def test_a_change_is_made_to_what_the_file_holds_now(file):
    first, second = file, SettingsFile(file.path.parent)
    first.read()
    second.change(lambda settings: settings.with_recent(Path("/data/a.png")))

    first.change(dark)

    assert file.read().settings == replace(DARK, recent_files=(Path("/data/a.png"),))


def test_the_file_before_is_kept(file):
    file.change(dark)
    before = file.path.read_bytes()

    file.change(lambda settings: replace(settings, reader="Li"))

    assert file.backup.read_bytes() == before
    assert sorted(path.name for path in file.path.parent.iterdir()) == ["settings.backup.json", "settings.json"]


def test_a_change_that_changes_nothing_leaves_file_and_backup_alone(holding):
    by_hand = b'{"schema_version": 1,   "window": {"theme": "dark"}}'
    file = holding(by_hand)

    file.change(dark)

    assert file.path.read_bytes() == by_hand
    assert not file.backup.exists()


def test_a_link_goes_on_leading_to_its_file(file, tmp_path):
    elsewhere = tmp_path / "kept elsewhere.json"
    elsewhere.write_text('{"schema_version": 1}', encoding="utf-8")
    file.path.parent.mkdir()
    file.path.symlink_to(elsewhere)

    file.change(dark)

    assert file.path.is_symlink()
    assert content_of(elsewhere)["window"]["theme"] == "dark"


def refusal_of(file: SettingsFile) -> WorkflowError:
    with pytest.raises(WorkflowError) as caught:
        file.change(dark)
    return caught.value


def test_a_folder_that_cannot_be_made_stops_no_start_and_is_said_when_something_is_changed(tmp_path):
    (tmp_path / "config").write_text("a file", encoding="utf-8")
    file = SettingsFile(tmp_path / "config")

    assert file.read().settings == Settings()
    error = refusal_of(file)
    assert error.code == "workflow.settings_not_written"
    assert error.message.startswith(f"{file.path} could not be written: ")
    assert error.hint == "The settings hold until the program ends: make the folder one that you may write to."


def test_when_the_backup_cannot_be_written_the_file_stays_as_it_was(holding):
    file = holding(WRITTEN)
    before = file.path.read_bytes()
    file.backup.mkdir()
    (file.backup / "in the way").touch()

    with pytest.raises(WorkflowError) as caught:
        file.change(lambda settings: replace(settings, reader="Li"))

    assert caught.value.code == "workflow.settings_not_written"
    assert file.path.read_bytes() == before


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_stops_no_start_and_is_not_replaced(file, make):
    file.path.parent.mkdir()
    make(file.path)

    assert told(file) == [
        ("workflow.settings_unreadable", f"{file.path} cannot be used (it is no file): all settings are defaults.")
    ]
    assert refusal_of(file).message == f"{file.path} could not be read: it is no file."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_a_file_that_may_not_be_read_stops_no_start(holding):
    file = holding(WRITTEN)
    file.path.chmod(0)

    assert told(file)[0][0] == "workflow.settings_unreadable"


def test_an_error_that_the_system_does_not_explain_stops_no_start(holding, monkeypatch):
    file = holding(WRITTEN)

    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", fail)

    assert told(file) == [
        ("workflow.settings_unreadable", f"{file.path} cannot be used (unknown error): all settings are defaults.")
    ]


def test_file_names_with_half_a_character_come_back(file):
    strange = Path(os.fsdecode(b"/data/\xff.png"))

    file.change(lambda settings: settings.with_recent(strange))

    assert file.read().settings.recent_files == (strange,)


def test_recent_files_are_the_last_twelve_each_once():
    settings = Settings()
    for number in [*range(14), 5]:
        settings = settings.with_recent(Path(f"/data/{number}.png"))

    assert [file.stem for file in settings.recent_files] == "5 13 12 11 10 9 8 7 6 4 3 2".split()  # noqa: SIM905


def test_a_key_is_given_to_an_action_and_taken_back():
    settings = Settings().with_shortcut("fit", (Chord.parse("G"),)).with_shortcut("fit", (Chord.parse("H"),))

    assert settings.shortcuts == (Shortcut("fit", (Chord.parse("H"),)),)
    assert settings.with_default_keys("fit") == Settings()
    with pytest.raises(WorkflowError, match="H is the key of fit and zoom"):
        settings.with_shortcut("zoom", (Chord.parse("H"),))


@pytest.mark.parametrize(
    "wrong",
    [
        {"threads": 0},
        {"threads": 257},
        {"reader": "x" * 101},
        {"institution": "\t"},
        {"percentile_table": Path("ours.csv")},
        {"recent_files": (Path("a.png"),)},
        {"recent_files": (Path("/a.png"), Path("/a.png"))},
        {"recent_files": tuple(Path(f"/{number}") for number in range(MAX_RECENT + 1))},
    ],
)
def test_settings_that_cannot_be_are_not_made(wrong):
    with pytest.raises(WorkflowError) as caught:
        Settings(**wrong)

    assert caught.value.code == "workflow.settings_value"
