"""Stored values to shown ones, against the formulas of PS3.3 written down once more, number by number."""

import math
from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from bonage_desktop.findings.radiograph import Window

# (bits allocated, bits stored, signed)
DEPTHS = {
    "8u": (8, 8, False),
    "12u": (16, 12, False),
    "16u": (16, 16, False),
    "12s": (16, 12, True),
    "16s": (16, 16, True),
}
RESCALES = {"plain": None, "rising": (2.0, -100.0), "falling": (-1.0, 4095.0)}
VOIS = ("LINEAR", "LINEAR_EXACT", "SIGMOID", "LUT", "none")
PHOTOMETRICS = ("MONOCHROME1", "MONOCHROME2")


@dataclass(frozen=True)
class Case:
    """One combination, with the numbers that belong to it."""

    photometric: str
    rescale_name: str
    voi: str
    depth: str

    def __str__(self) -> str:
        return f"{self.photometric}-{self.rescale_name}-{self.voi}-{self.depth}"

    @property
    def bits(self) -> int:
        return DEPTHS[self.depth][1]

    @property
    def stored(self) -> np.ndarray:
        """Nine by seven values over the whole range of the depth, ends included."""
        allocated, bits, signed = DEPTHS[self.depth]
        low = -(2 ** (bits - 1)) if signed else 0
        values = np.linspace(low, low + 2**bits - 1, 63).round()
        return values.astype(f"{'i' if signed else 'u'}{allocated // 8}").reshape(9, 7)

    def modality(self, value: int) -> float:
        rescale = RESCALES[self.rescale_name]
        return value if rescale is None else rescale[0] * value + rescale[1]

    @property
    def extremes(self) -> tuple[float, float]:
        values = [self.modality(value) for value in self.stored.ravel().tolist()]
        return min(values), max(values)

    @property
    def window(self) -> tuple[int, int]:
        low, high = self.extremes
        return round((low + high) / 2 + (high - low) / 10), round((high - low) / 2)

    @property
    def lut(self) -> tuple[int, list[int], int]:
        """First mapped value, entries, bits."""
        low, high = self.extremes
        count = min(int((high - low) / 2), 32000)
        first = max(round(low + (high - low) / 4), -(2**15))
        return first, [int(4095 * math.sqrt(i / count)) for i in range(count)], 12

    @property
    def attributes(self) -> dict[str, object]:
        attributes: dict[str, object] = {"PhotometricInterpretation": self.photometric}
        if rescale := RESCALES[self.rescale_name]:
            attributes |= {"RescaleSlope": rescale[0], "RescaleIntercept": rescale[1]}
        if self.voi == "LUT":
            attributes["VOILUTSequence"] = Sequence([table(*self.lut, signed=self.extremes[0] < 0)])
        elif self.voi != "none":
            attributes |= {
                "WindowCenter": self.window[0],
                "WindowWidth": self.window[1],
                "VOILUTFunction": self.voi,
            }
        return attributes


def table(first: int, entries: list[int], bits: int, *, signed: bool) -> Dataset:
    item = Dataset()
    item.add_new("LUTDescriptor", "SS" if signed else "US", [len(entries), first, bits])
    item.add_new("LUTData", "OW", np.array(entries, "<u2").tobytes())
    return item


def by_the_standard(value: int, case: Case) -> float:
    """PS3.3 C.11.1.1.2, C.11.2.1.2.1, C.11.2.1.3.1, C.11.2.1.3.2, C.11.2.1.1 and C.7.6.3.1.2, for one number."""
    x = case.modality(value)
    center, width = case.window
    if case.voi == "LINEAR":
        if x <= center - 0.5 - (width - 1) / 2:
            y = 0.0
        elif x > center - 0.5 + (width - 1) / 2:
            y = 1.0
        else:
            y = (x - (center - 0.5)) / (width - 1) + 0.5
    elif case.voi == "LINEAR_EXACT":
        if x <= center - width / 2:
            y = 0.0
        elif x > center + width / 2:
            y = 1.0
        else:
            y = (x - center) / width + 0.5
    elif case.voi == "SIGMOID":
        y = 1 / (1 + math.exp(-4 * (x - center) / width))
    elif case.voi == "LUT":
        first, entries, bits = case.lut
        y = entries[min(max(int(x) - first, 0), len(entries) - 1)] / (2**bits - 1)
    else:
        low, high = case.extremes
        y = (x - low) / (high - low)
    return 1 - y if case.photometric == "MONOCHROME1" else y


CASES = [Case(*combination) for combination in product(PHOTOMETRICS, RESCALES, VOIS, DEPTHS)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_shown_values_are_those_of_the_standard(write_dicom, read_here, case):
    radiograph = read_here(write_dicom(case.stored, case.bits, **case.attributes))

    expected = [by_the_standard(value, case) for value in case.stored.ravel().tolist()]
    assert radiograph.pixels.ravel().tolist() == pytest.approx(expected, abs=1e-6)
    assert np.array_equal(radiograph.stored, case.stored)
    assert len(set(expected)) > 10  # the case shows something


def test_a_modality_lut_sequence_maps_stored_values(write_dicom, read_here):
    stored = np.array([[0, 1, 2, 3, 200]], dtype=np.uint8)
    lut = table(1, [1000, 500, 250], 16, signed=False)

    radiograph = read_here(
        write_dicom(stored, 8, ModalityLUTSequence=Sequence([lut]), WindowCenter=500.5, WindowWidth=1001)
    )

    assert radiograph.pixels.ravel().tolist() == pytest.approx([1.0, 1.0, 0.5, 0.25, 0.25])
    assert "modality LUT of 3 entries" in radiograph.provenance.applied


def test_a_lut_of_bytes_packed_two_a_word_is_read(write_dicom, read_here):
    item = Dataset()
    item.add_new("LUTDescriptor", "US", [3, 0, 8])
    item.add_new("LUTData", "OW", bytes([0, 51, 255, 0]))

    radiograph = read_here(write_dicom(np.array([[0, 1, 2]], np.uint8), 8, VOILUTSequence=Sequence([item])))

    assert radiograph.pixels.ravel().tolist() == pytest.approx([0.0, 0.2, 1.0])


def test_a_lut_of_numbers_and_with_65536_entries_is_read(write_dicom, read_here):
    item = Dataset()
    item.add_new("LUTDescriptor", "US", [0, 0, 16])
    item.add_new("LUTData", "OW", np.arange(65535, -1, -1).astype("<u2").tobytes())
    short = Dataset()
    short.add_new("LUTDescriptor", "US", [2, 0, 16])
    short.add_new("LUTData", "US", [65535, 0])
    stored = np.array([[0, 1]], np.uint16)

    long_table = read_here(write_dicom(stored, 16, VOILUTSequence=Sequence([item])))
    numbers = read_here(write_dicom(stored, 16, VOILUTSequence=Sequence([short])))

    assert long_table.pixels.ravel().tolist() == pytest.approx([1.0, 65534 / 65535])
    assert numbers.pixels.ravel().tolist() == [1.0, 0.0]


def test_a_first_mapped_value_written_as_unsigned_is_taken_as_signed_where_values_are_negative(write_dicom, read_here):
    lut = table(65436, list(range(0, 4096, 16)), 12, signed=False)  # 65436 is -100 in 16 bits

    radiograph = read_here(
        write_dicom(
            np.array([[0, 50, 100]], np.uint8),
            8,
            RescaleSlope=1,
            RescaleIntercept=-100,
            VOILUTSequence=Sequence([lut]),
        )
    )

    assert radiograph.pixels.ravel().tolist() == pytest.approx([0.0, 50 * 16 / 4095, 100 * 16 / 4095])


@pytest.mark.parametrize(
    ("photometric", "shape", "inverted"),
    [
        ("MONOCHROME2", None, False),
        ("MONOCHROME2", "IDENTITY", False),
        ("MONOCHROME2", "INVERSE", True),
        ("MONOCHROME1", None, True),
        ("MONOCHROME1", "INVERSE", True),  # what PS3.3 C.8.11.3.1.2 demands of DX: one inversion, said twice
    ],
)
def test_monochrome1_and_inverse_shape_invert_once(write_dicom, read_here, photometric, shape, inverted):
    extra = {} if shape is None else {"PresentationLUTShape": shape}

    radiograph = read_here(
        write_dicom(np.array([[0, 255]], np.uint8), 8, PhotometricInterpretation=photometric, **extra)
    )

    assert radiograph.pixels.ravel().tolist() == ([1.0, 0.0] if inverted else [0.0, 1.0])


def test_the_first_window_is_used_and_all_are_kept(write_dicom, read_here):
    radiograph = read_here(
        write_dicom(
            np.array([[0, 100, 200]], np.uint8),
            8,
            WindowCenter=[100.5, 20],
            WindowWidth=[201, 10],
            WindowCenterWidthExplanation=["BONE", "SOFT"],
        )
    )

    assert radiograph.pixels.ravel().tolist() == pytest.approx([0.0, 0.5, 1.0])
    assert radiograph.provenance.windows == (Window(100.5, 201.0, "BONE"), Window(20.0, 10.0, "SOFT"))


def test_a_voi_lut_goes_before_a_window_and_both_are_kept(write_dicom, read_here):
    lut = table(0, [4095, 0], 12, signed=False)
    lut.LUTExplanation = "STANDARD"

    radiograph = read_here(
        write_dicom(np.array([[0, 1]], np.uint8), 8, VOILUTSequence=Sequence([lut]), WindowCenter=1, WindowWidth=2)
    )

    assert radiograph.pixels.ravel().tolist() == [1.0, 0.0]
    assert radiograph.provenance.windows == (Window(None, None, "STANDARD"), Window(1.0, 2.0, ""))


def test_padding_is_black_and_does_not_stretch_the_range(write_dicom, read_here):
    stored = np.array([[4095, 1000, 1500, 2000]], np.uint16)

    one = read_here(write_dicom(stored, 12, PixelPaddingValue=4095))
    span = read_here(write_dicom(stored, 12, PixelPaddingValue=4095, PixelPaddingRangeLimit=1800))
    inverted = read_here(write_dicom(stored, 12, PixelPaddingValue=4095, PhotometricInterpretation="MONOCHROME1"))

    assert one.pixels.ravel().tolist() == pytest.approx([0.0, 0.0, 0.5, 1.0])
    assert span.pixels.ravel().tolist() == pytest.approx([0.0, 0.0, 1.0, 0.0])
    assert inverted.pixels.ravel().tolist() == pytest.approx([0.0, 1.0, 0.5, 0.0])


def test_padding_of_signed_pixels_may_be_written_as_unsigned(write_dicom, read_here):
    stored = np.array([[-2000, 0, 100]], np.int16)
    path = write_dicom(stored, 16)
    data = write_dicom(stored, 16, PixelPaddingValue=-2000).read_bytes()
    path.write_bytes(data.replace(b"\x28\x00\x20\x01SS", b"\x28\x00\x20\x01US"))

    radiograph = read_here(path)

    assert radiograph.pixels.ravel().tolist() == [0.0, 0.0, 1.0]


def test_a_window_of_width_one_is_a_threshold(write_dicom, read_here):
    radiograph = read_here(write_dicom(np.array([[9, 10, 11]], np.uint8), 8, WindowCenter=10, WindowWidth=1))

    assert radiograph.pixels.ravel().tolist() == [0.0, 1.0, 1.0]  # y_max where x > c - 0.5


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ({"WindowCenter": 10, "WindowWidth": 0}, "imaging.window_invalid"),
        ({"WindowCenter": 10, "WindowWidth": -5}, "imaging.window_invalid"),
        ({"WindowCenter": 10}, "imaging.window_invalid"),
        ({"WindowCenter": 10, "WindowWidth": 10, "VOILUTFunction": "CUBIC"}, "imaging.voi_function_unknown"),
        ({"RescaleSlope": 0, "RescaleIntercept": 1}, "imaging.rescale_invalid"),
        ({"ModalityLUTSequence": Sequence([Dataset()])}, "imaging.rescale_invalid"),
        ({"VOILUTSequence": Sequence([Dataset()])}, "imaging.voi_lut_invalid"),
        ({"VOILUTSequence": Sequence([table(0, [1], 17, signed=False)])}, "imaging.voi_lut_invalid"),
        ({"PresentationLUTSequence": Sequence([Dataset()])}, "imaging.presentation_lut_ignored"),
        ({}, "imaging.no_window"),
        ({"PixelPaddingValue": 0, "PixelPaddingRangeLimit": 4095}, "imaging.flat_image"),
    ],
)
def test_what_is_unusable_or_missing_is_said(write_dicom, read_here, attributes, code):
    radiograph = read_here(write_dicom(**attributes))

    assert code in {notice.code for notice in radiograph.notices}
    assert np.isfinite(radiograph.pixels).all()


def test_a_lut_without_enough_data_is_said(write_dicom, read_here):
    cut = table(0, [1, 2, 3], 12, signed=False)
    cut.LUTDescriptor = [7, 0, 12]

    radiograph = read_here(write_dicom(VOILUTSequence=Sequence([cut])))

    assert "imaging.voi_lut_invalid" in {notice.code for notice in radiograph.notices}


def test_a_lut_of_a_single_number_is_said(write_dicom, read_here):
    single = Dataset()
    single.add_new("LUTDescriptor", "US", [2, 0, 12])
    single.add_new("LUTData", "US", 7)

    radiograph = read_here(write_dicom(VOILUTSequence=Sequence([single])))

    assert "imaging.voi_lut_invalid" in {notice.code for notice in radiograph.notices}


def test_an_invalid_window_gives_way_to_the_next_one(write_dicom, read_here):
    radiograph = read_here(
        write_dicom(np.array([[0, 100, 200]], np.uint8), 8, WindowCenter=[5, 100.5], WindowWidth=[0, 201])
    )

    assert radiograph.pixels.ravel().tolist() == pytest.approx([0.0, 0.5, 1.0])


def test_a_flat_image_is_black_and_said_to_be_flat(write_dicom, read_here):
    radiograph = read_here(write_dicom(np.full((4, 5), 7, np.uint16)))

    assert not radiograph.pixels.any()
    assert "imaging.flat_image" in {notice.code for notice in radiograph.notices}


def test_the_steps_taken_are_told(write_dicom, read_here):
    radiograph = read_here(
        write_dicom(
            RescaleSlope=-1,
            RescaleIntercept=4095,
            WindowCenter=2048,
            WindowWidth=4096,
            PhotometricInterpretation="MONOCHROME1",
        )
    )

    assert radiograph.provenance.applied == (
        "rescale slope -1, intercept 4095",
        "window centre 2048, width 4096 (LINEAR)",
        "inverted: MONOCHROME1",
    )
    assert (radiograph.provenance.photometric, radiograph.provenance.bits_stored) == ("MONOCHROME1", 12)


def test_colour_becomes_brightness_with_a_notice(write_dicom, read_here):
    stored = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [90, 90, 90]]], np.uint8)

    radiograph = read_here(write_dicom(stored, 8))

    # ITU-R BT.601: 0.299 R + 0.587 G + 0.114 B, rounded
    assert radiograph.stored.ravel().tolist() == [76, 150, 29, 90]
    assert radiograph.pixels.ravel().tolist() == pytest.approx([76 / 255, 150 / 255, 29 / 255, 90 / 255])
    assert "imaging.colour_converted" in {notice.code for notice in radiograph.notices}
