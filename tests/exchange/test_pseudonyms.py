"""Who is who in a de-identified export."""

import pytest

from bonage_desktop.exchange.errors import ExchangeError
from bonage_desktop.exchange.pseudonyms import PseudonymMap


def test_a_patient_keeps_the_pseudonym_and_two_patients_have_two():
    pseudonyms = PseudonymMap()

    assert pseudonyms.of("1") == pseudonyms.of("1")
    assert pseudonyms.of("1").name != pseudonyms.of("2").name
    assert -3650 <= pseudonyms.of("1").days <= -1


def test_nothing_of_a_pseudonym_follows_from_the_patient():
    assert PseudonymMap().of("1") != PseudonymMap().of("1")


def test_the_map_goes_on_where_it_ended():
    pseudonyms = PseudonymMap()
    before = pseudonyms.of('号, "1"')

    assert PseudonymMap.from_csv(pseudonyms.as_csv()).of('号, "1"') == before


@pytest.mark.parametrize(
    "text",
    ["", "file,sex\na,b\n", "patient_id,pseudonym,days,salt\n1,BA-1,many,x\n", "patient_id,pseudonym,days,salt\n1\n"],
)
def test_another_table_is_no_map(text):
    with pytest.raises(ExchangeError) as caught:
        PseudonymMap.from_csv(text)

    assert caught.value.code == "exchange.map_unusable"
