"""Taking back and doing again."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from review_cases import assessed_case, box_number, index_of, look_at, refused_case, session_with

from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.standards.sex import Sex
from bonage_desktop.workflow.case import Case, OtherFinding
from bonage_desktop.workflow.facts import Facts
from bonage_desktop.workflow.review import ReviewSession

HAND = assessed_case()
REFUSED = refused_case()


def entered(case: Case) -> dict[str, object]:
    """All that a reader can see of what was entered, apart from ticks and reasons, which no undo takes back."""
    reading = case.reading
    return {
        "levels": reading.levels,
        "boxes": reading.rois,
        "sex": reading.sex,
        "score": reading.score,
        "refusal": reading.refusal,
        "facts": case.facts,
        "findings": case.other_findings,
        "first": case.first_grades,
    }


def _answered(session: ReviewSession) -> None:
    """The networks grade the first box that waits for them."""
    for bone in session.ungraded_boxes[:1]:
        session.regraded(bone, look_at(session.case, {bone: bone.level_count // 2}))


bones = st.sampled_from(list(Bone))
levels = bones.flatmap(lambda bone: st.integers(0, bone.level_count - 1).map(lambda index: Level(bone, index)))
facts = st.builds(
    Facts,
    birth_date=st.none() | st.dates(date(2000, 1, 1), date(2020, 1, 1)),
    laterality=st.none() | st.sampled_from(list(Laterality)),
)
intents = st.one_of(
    levels.map(lambda level: lambda session: session.choose_level(level)),
    bones.map(lambda bone: lambda session: (session.select(bone), session.step_level(+1))),
    st.tuples(bones, st.integers(1, 5)).map(
        lambda drawn: lambda session: session.place_box(drawn[0], box_number(drawn[1]))
    ),
    bones.map(lambda bone: lambda session: session.remove_box(bone)),
    bones.map(lambda bone: lambda session: session.accept_box(bone)),
    st.just(lambda session: session.accept_boxes()),
    st.sampled_from(list(Sex)).map(lambda sex: lambda session: session.choose_sex(sex)),
    facts.map(lambda told: lambda session: session.set_facts(told)),
    st.frozensets(st.sampled_from(list(OtherFinding))).map(
        lambda found: lambda session: session.set_other_findings(found)
    ),
    bones.map(lambda bone: lambda session: session.reset_bone(bone)),
    st.just(lambda session: session.reset_all()),
    bones.map(lambda bone: lambda session: session.tick(bone, is_ticked=True)),
    bones.map(lambda bone: lambda session: session.give_reason(bone, "because")),
    st.just(_answered),
)


@given(done=st.lists(intents, max_size=12), start=st.sampled_from([HAND, REFUSED]), first=st.booleans())
def test_undoing_everything_gives_the_case_back_and_redoing_everything_the_end(done, start, first):
    session = session_with(start, grade_first=first)
    for intent in done:
        intent(session)
    _answer_all(session)
    end, steps = entered(session.case), len(session.history.done)

    for _ in range(steps):
        session.undo()
    beginning = entered(session.case)
    for _ in range(steps):
        session.redo()

    own_grades = {} if len(end["first"]) < len(Bone) else end["first"]  # compared once, they stay on record
    assert beginning == entered(replace(start, first_grades=own_grades))
    assert entered(session.case) == end
    assert len(session.history.done) == steps


@given(done=st.lists(intents, max_size=10))
def test_every_undo_gives_back_what_stood_before_its_step(done):
    session = session_with(HAND)
    stood = [entered(session.case)]
    for intent in done:
        before = len(session.history.done)
        intent(session)
        if len(session.history.done) > before:
            _answer_all(session)
            stood.append(entered(session.case))

    while session.history.done and len(stood) == len(session.history.done) + 1:
        stood.pop()
        session.undo()
        assert _without_answers(entered(session.case)) == _without_answers(stood[-1])


def _answer_all(session: ReviewSession) -> None:
    for _ in range(len(Bone)):
        _answered(session)


def _without_answers(seen: dict[str, object]) -> dict[str, object]:
    """Levels aside: an answer that came later counts for a box wherever it is in force."""
    return {name: value for name, value in seen.items() if name in ("boxes", "sex", "facts", "findings", "first")}


def test_each_step_has_words():
    session = session_with(assessed_case())

    session.choose_level(Level(Bone.MP5, 6))
    session.set_facts(Facts(laterality=Laterality.LEFT))
    session.set_other_findings(frozenset({OtherFinding.FRACTURE}))
    session.reset_bone(Bone.MP5)
    session.choose_level(Level(Bone.ULNA, 7))
    session.reset_all()

    assert [step.text for step in session.history.done] == [
        "Middle phalanx 5, level L5(0) · 6",
        "Dates and side",
        "Other findings",
        "Reset Middle phalanx 5",
        "Ulna, level L6 · 7",
        "Reset all bones",
    ]


def test_a_new_change_forgets_what_was_taken_back():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 3))
    session.undo()

    session.choose_level(Level(Bone.RADIUS, 6))

    assert session.state.redo_text == ""
    session.redo()
    assert index_of(session, Bone.ULNA) == 2


def test_there_is_nothing_to_undo_or_redo_in_an_untouched_case():
    session = session_with(assessed_case())

    session.undo()
    session.redo()

    assert entered(session.case) == entered(assessed_case())
    assert (session.state.undo_text, session.state.redo_text) == ("", "")


def test_what_changes_nothing_is_no_step():
    session = session_with(assessed_case())

    session.choose_sex(Sex.MALE)
    session.reset_all()
    session.set_facts(Facts())

    assert session.history.done == ()


def test_a_level_that_only_ticks_its_bone_is_a_step_that_undo_takes_back():
    session = session_with(assessed_case())

    session.choose_level(Level(Bone.ULNA, 2))  # the networks' own
    ticked = session.state.reviewed
    session.undo()

    assert (ticked, session.state.reviewed) == (1, 0)


def test_ticks_and_reasons_outlive_undo():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 3))
    session.tick(Bone.MC1, is_ticked=True)
    session.give_reason(Bone.ULNA, "wider")

    session.undo()
    session.redo()

    assert Bone.MC1 in session.case.ticked
    assert session.case.reading.overrides[0].why == "wider"


def test_a_tick_taken_away_makes_a_step_that_did_nothing_else_vanish():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 2))  # the networks' own: the step only ticks

    session.tick(Bone.ULNA, is_ticked=True)

    assert session.history.done == ()


def test_a_case_that_is_opened_again_can_be_taken_back_as_before():
    session = session_with(assessed_case())
    session.choose_level(Level(Bone.ULNA, 3))
    case, history = session.case, session.history
    session.open(assessed_case(number=2))

    session.open(case, history)
    session.undo()

    assert index_of(session, Bone.ULNA) == 2


def test_reset_all_keeps_sex_and_dates():
    session = session_with(assessed_case())
    session.choose_sex(Sex.FEMALE)
    session.set_facts(Facts(laterality=Laterality.LEFT))
    session.choose_level(Level(Bone.ULNA, 3))
    session.place_box(Bone.DP1, box_number(1))

    session.reset_all()

    assert session.state.sex is Sex.FEMALE
    assert session.case.facts.laterality is Laterality.LEFT
    assert session.state.changed == 0


def test_remarks_are_no_step_for_their_field_has_an_undo_of_its_own():
    session = session_with(assessed_case())

    session.set_remarks("No other findings.")

    assert session.case.remarks == "No other findings."
    assert session.history.done == ()
