"""`bonage models`: the networks, whether their weights are the ones that were released, figures, device."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table

from bonage_desktop.cli.networks import gpu_state
from bonage_desktop.cli.screen import Screen
from bonage_desktop.errors import BonageError
from bonage_desktop.installation import weights_dir
from bonage_desktop.reporting.words import RESEARCH_NOTICE
from bonage_desktop.sentences import say
from bonage_desktop.vision.device import DeviceChoice, choose_device
from bonage_desktop.vision.manifest import Manifest, NetworkCard, read_manifest


def models(choice: DeviceChoice, screen: Screen) -> int:
    """Show the networks of the weights folder; what the manifest says of them is English.

    Args:
        choice: the device to tell about.
        screen: what people read.

    Returns:
        0 when every file is the released one, else 1.

    Raises:
        BonageError: there is no manifest, or the device that was asked for cannot be used.
    """
    manifest = read_manifest(weights_dir())
    intact = True
    for card in manifest.cards:
        fault = _fault(manifest, card)
        screen.show(*_card(card, fault, screen))
        if fault is not None:
            intact = False
            screen.complain(fault)
    device = choose_device(choice, gpu_state)
    lines = [
        say("Device: {device}", device=device.name),
        *(notice.message for notice in device.notices),
        RESEARCH_NOTICE,
    ]
    screen.write("\n".join(map(screen.words, lines)) + "\n")
    return 0 if intact else 1


def _fault(manifest: Manifest, card: NetworkCard) -> BonageError | None:
    try:
        manifest.read_weights(card)
    except BonageError as error:
        return error
    return None


def _card(card: NetworkCard, fault: BonageError | None, screen: Screen) -> Iterator[RenderableType]:
    yield say("{card}, version {version}", card=card.name, version=card.version)
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for head, told in _facts(card, fault):
        table.add_row(screen.words(head), screen.words(told))
    yield table
    yield ""


def _facts(card: NetworkCard, fault: BonageError | None) -> Iterator[tuple[str, str]]:
    parameters = say(
        "{architecture}, {parameters:,} parameters", architecture=card.architecture, parameters=card.parameters
    )
    yield say("Architecture"), parameters
    yield say("File"), card.file
    verified = say("verified") if fault is None else say("NOT verified")
    yield "SHA-256", say("{sha256} ({verified})", sha256=card.sha256, verified=verified)
    yield say("Input"), card.input_contract
    yield say("Training"), card.training_data
    yield say("Split"), card.split
    for metric in card.metrics:
        yield say("Measured"), f"{metric.name}: {metric.value} (n = {metric.n}; {metric.how})"
    if card.note:
        yield say("Note"), card.note
    yield say("Licence"), card.licence
