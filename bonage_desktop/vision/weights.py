"""From the bytes of a weights file into a network. Only safetensors: nothing in such a file can run."""

from collections.abc import Mapping

import torch
from torch import Tensor, nn

from bonage_desktop.sentences import say
from bonage_desktop.vision.errors import VisionError
from bonage_desktop.vision.manifest import Manifest, NetworkCard


def fill(network: nn.Module, manifest: Manifest, card: NetworkCard) -> None:
    """Put the weights that a card names into a network.

    Stored half precision becomes float32.

    Raises:
        VisionError: the file is missing or unknown (`vision.weights_missing`, `vision.weights_unknown`), is not
            safetensors (`vision.weights_damaged`), has a value that is not finite (`vision.weights_not_finite`), or
            tensors of other names or shapes than the network (`vision.weights_mismatch`).
    """
    tensors = _read(manifest, card)
    where = manifest.folder / card.file
    for name, tensor in tensors.items():
        if not torch.isfinite(tensor).all():
            raise VisionError(
                "vision.weights_not_finite",
                say("{where} holds a value that is not a finite number, in {name}.", where=where, name=name),
                say("Do not use these weights: one such value can silence a whole layer. Install the program again."),
            )
    difference = _difference(network.state_dict(), tensors)
    if difference:
        raise VisionError(
            "vision.weights_mismatch",
            say(
                "{where} does not fit the {architecture} that the manifest names: {difference}.",
                where=where,
                architecture=card.architecture,
                difference=difference,
            ),
            say("Weights and manifest are of different versions: install the program again."),
        )
    network.load_state_dict(tensors, strict=True)


def _read(manifest: Manifest, card: NetworkCard) -> dict[str, Tensor]:
    from safetensors import SafetensorError
    from safetensors.torch import load

    content = manifest.read_weights(card)
    try:
        return load(content)
    except SafetensorError as fault:
        raise VisionError(
            "vision.weights_damaged",
            say("{file} is not a safetensors file.", file=manifest.folder / card.file),
            say("Install the program again, or fetch the weights folder of the repository."),
        ) from fault


def _difference(wanted: Mapping[str, Tensor], stored: Mapping[str, Tensor]) -> str:
    """The first tensor that is not as the network wants it, in words; empty where all are."""
    for name in sorted(wanted.keys() | stored.keys()):
        if name not in stored:
            return say("it lacks {name}", name=name)
        if name not in wanted:
            return say("the network has no {name}", name=name)
        if wanted[name].shape != stored[name].shape:
            return say(
                "{name} is {found} instead of {wanted}",
                name=name,
                found=str(tuple(stored[name].shape)),
                wanted=str(tuple(wanted[name].shape)),
            )
    return ""
