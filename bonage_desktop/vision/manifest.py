"""Which weights this program trusts: `weights/manifest.json`, and the check of a file against it. No torch."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bonage_desktop.sentences import said_by, say
from bonage_desktop.system_errors import reason_of
from bonage_desktop.vision.errors import VisionError

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Metric:
    """One measured figure.

    Attributes:
        name: what was measured.
        value: the figure, with its unit where it has one.
        n: hands it was measured on.
        how: on which hands, by what, when; whether training had seen them.
    """

    name: str
    value: str
    n: int
    how: str


@dataclass(frozen=True, slots=True)
class NetworkCard:
    """What the manifest says about one network.

    Attributes:
        name: `segmentation`, `detection` or `grading`.
        file: of the weights, in the manifest's folder.
        sha256: of that file, hexadecimal.
        tensors: how many it holds.
        parameters: trainable numbers.
        version: of the weights.
        architecture: which builder makes the network.
        config: what the builder is given.
        input_contract: what the network expects to see, in words.
        training_data: what it learnt from.
        split: which hands were used.
        metrics: measured figures.
        licence: what it may be used for.
        note: anything else; may be empty.
    """

    name: str
    file: str
    sha256: str
    tensors: int
    parameters: int
    version: str
    architecture: str
    config: Mapping[str, object]
    input_contract: str
    training_data: str
    split: str
    metrics: tuple[Metric, ...]
    licence: str
    note: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The three networks of a folder of weights.

    Attributes:
        folder: where manifest and weights lie.
        segmentation: stage 1.
        detection: stage 2.
        grading: stage 3.
    """

    folder: Path
    segmentation: NetworkCard
    detection: NetworkCard
    grading: NetworkCard

    @property
    def cards(self) -> tuple[NetworkCard, NetworkCard, NetworkCard]:
        """All three, in the order of the stages."""
        return self.segmentation, self.detection, self.grading

    def read_weights(self, card: NetworkCard) -> bytes:
        """The bytes of a weights file, if it is the one that the manifest names.

        Raises:
            VisionError: the file cannot be read (`vision.weights_missing`), or its SHA-256 is another
                (`vision.weights_unknown`).
        """
        path = self.folder / card.file
        try:
            content = path.read_bytes()
        except OSError as fault:
            raise VisionError(
                "vision.weights_missing",
                say(
                    "The weights of {card} cannot be read: {path} ({reason}).",
                    card=card.name,
                    path=path,
                    reason=reason_of(fault),
                ),
                say("Install the program again, or fetch the weights folder of the repository."),
            ) from fault
        digest = hashlib.sha256(content).hexdigest()
        if digest != card.sha256:
            raise VisionError(
                "vision.weights_unknown",
                say(
                    "{path} is not a file that {manifest} knows: its SHA-256 begins with {found}, not {wanted}.",
                    path=path,
                    manifest=MANIFEST,
                    found=digest[:12],
                    wanted=card.sha256[:12],
                ),
                say("The file was damaged or replaced: install the program again, or fetch the weights folder again."),
            )
        return content


def read_manifest(weights_dir: Path) -> Manifest:
    """The manifest of a folder of weights.

    Raises:
        VisionError: it cannot be read (`vision.manifest_missing`) or is not complete (`vision.manifest_invalid`).
    """
    path = weights_dir / MANIFEST
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as fault:
        raise VisionError(
            "vision.manifest_missing",
            say("{path} cannot be read ({reason}).", path=path, reason=reason_of(fault)),
            say("Install the program again, or fetch the weights folder of the repository."),
        ) from fault
    except UnicodeDecodeError as fault:
        raise manifest_invalid(path, say("it is not UTF-8")) from fault
    try:
        networks = _object(json.loads(text), say("the manifest"))
        names = ("segmentation", "detection", "grading")
        segmentation, detection, grading = (_card(name, _object(networks.get(name), name)) for name in names)
    except ValueError as fault:
        raise manifest_invalid(path, said_by(fault)) from fault
    return Manifest(weights_dir, segmentation, detection, grading)


def manifest_invalid(path: Path, fact: str) -> VisionError:
    """The refusal of a manifest (`vision.manifest_invalid`)."""
    return VisionError(
        "vision.manifest_invalid",
        say("{path} does not describe three networks: {fact}.", path=path, fact=fact),
        say("Install the program again, or fetch the weights folder of the repository."),
    )


def _card(name: str, fields: Mapping[str, object]) -> NetworkCard:
    texts = {key: _text(fields, key) for key in ("file", "sha256", "version", "architecture")}
    if Path(texts["file"]).name != texts["file"]:
        raise ValueError(say("{name} has its weights in another folder", name=name))
    metrics = fields.get("metrics")
    if not isinstance(metrics, list):
        raise ValueError(say("{name} has no list 'metrics'", name=name))
    return NetworkCard(
        name=name,
        **texts,
        tensors=_whole(fields, "tensors"),
        parameters=_whole(fields, "params"),
        config=_object(fields.get("config"), say("'config' of {name}", name=name)),
        input_contract=_text(fields, "input_contract"),
        training_data=_text(fields, "training_data"),
        split=_text(fields, "split"),
        metrics=tuple(_metric(_object(metric, say("a metric"))) for metric in cast(list[object], metrics)),
        licence=_text(fields, "licence"),
        note=_text(fields, "note") if "note" in fields else "",
    )


def _metric(fields: Mapping[str, object]) -> Metric:
    return Metric(_text(fields, "name"), _text(fields, "value"), _whole(fields, "n"), _text(fields, "how"))


def _object(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ValueError(say("{what} is no object", what=what))
    return cast(Mapping[str, object], value)


def _text(fields: Mapping[str, object], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        raise ValueError(say("{key!r} is no text", key=key))
    return value


def _whole(fields: Mapping[str, object], key: str) -> int:
    value = fields.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(say("{key!r} is no whole number", key=key))
    return value
