"""The sizes of each network, as `weights/manifest.json` writes them. No torch: reading a manifest is cheap."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, cast


class ConfigError(ValueError):
    """A network's config has not the fields that its architecture needs."""


@dataclass(frozen=True, slots=True)
class SegmentationConfig:
    """A U-Net of segmentation_models_pytorch with one grey input and one output.

    Attributes:
        encoder: its name there, e.g. `mobilenet_v2`.
        decoder_channels: channels of the decoder's five blocks, deepest first.
    """

    encoder: str
    decoder_channels: tuple[int, ...]

    @classmethod
    def of(cls, fields: Mapping[str, object]) -> Self:
        """From a manifest's `config`.

        Raises:
            ConfigError: other fields than these two, or other types.
        """
        _only(fields, "encoder", "decoder_channels")
        encoder = fields["encoder"]
        if not isinstance(encoder, str):
            raise ConfigError("'encoder' is not a name")
        return cls(encoder, _whole_numbers(fields, "decoder_channels"))


@dataclass(frozen=True, slots=True)
class DetectionConfig:
    """mmdet's DetectoRS (ResNet-50, Cascade R-CNN) at these widths.

    Attributes:
        base_channels: of the backbone's stem and first stage.
        pyramid_channels: of the feature pyramid and the heads' input.
        head_channels: of the box heads' two hidden layers.
        anchor_scale: side of an anchor in strides of its pyramid level.
    """

    base_channels: int
    pyramid_channels: int
    head_channels: int
    anchor_scale: int

    @classmethod
    def of(cls, fields: Mapping[str, object]) -> Self:
        """From a manifest's `config`.

        Raises:
            ConfigError: other fields than these four, or other types.
        """
        names = ("base_channels", "pyramid_channels", "head_channels", "anchor_scale")
        _only(fields, *names)
        return cls(*(_whole_number(fields, name) for name in names))


@dataclass(frozen=True, slots=True)
class GradingConfig:
    """DenseNet121 with self-attention over the 13 bones.

    Attributes:
        attention_channels: length of a bone's feature vector.
        levels: levels of the widest head.
    """

    attention_channels: int
    levels: int

    @classmethod
    def of(cls, fields: Mapping[str, object]) -> Self:
        """From a manifest's `config`.

        Raises:
            ConfigError: other fields than these two, or other types.
        """
        _only(fields, "attention_channels", "levels")
        return cls(_whole_number(fields, "attention_channels"), _whole_number(fields, "levels"))


def _only(fields: Mapping[str, object], *names: str) -> None:
    if set(fields) != set(names):
        raise ConfigError(f"the config has {sorted(fields)} instead of {sorted(names)}")


def _whole_number(fields: Mapping[str, object], name: str) -> int:
    return _positive(fields[name], name)


def _whole_numbers(fields: Mapping[str, object], name: str) -> tuple[int, ...]:
    values = fields[name]
    if not isinstance(values, list):
        raise ConfigError(f"{name!r} is not a list")
    return tuple(_positive(value, name) for value in cast(list[object], values))


def _positive(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ConfigError(f"{name!r} is not a whole number above 0")
    return value
