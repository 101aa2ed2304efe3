"""`bonage models`: the networks, whether their weights are the ones that were released, figures, device."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table

from bonage_desktop.cli import screen
from bonage_desktop.cli.networks import gpu_state
from bonage_desktop.errors import BonageError
from bonage_desktop.installation import weights_dir
from bonage_desktop.reporting.words import RESEARCH_NOTICE
from bonage_desktop.vision.device import DeviceChoice, choose_device
from bonage_desktop.vision.manifest import Manifest, NetworkCard, read_manifest


def models(choice: DeviceChoice) -> int:
    """Show the networks of the weights folder.

    Returns:
        0 when every file is the released one, else 1.

    Raises:
        BonageError: there is no manifest, or the device that was asked for cannot be used.
    """
    manifest = read_manifest(weights_dir())
    intact = True
    for card in manifest.cards:
        fault = _fault(manifest, card)
        screen.show(*_card(card, fault))
        if fault is not None:
            intact = False
            screen.complain(fault)
    device = choose_device(choice, gpu_state)
    lines = [f"Device: {device.name}", *(notice.message for notice in device.notices), RESEARCH_NOTICE]
    screen.write("\n".join(lines) + "\n")
    return 0 if intact else 1


def _fault(manifest: Manifest, card: NetworkCard) -> BonageError | None:
    try:
        manifest.read_weights(card)
    except BonageError as error:
        return error
    return None


def _card(card: NetworkCard, fault: BonageError | None) -> Iterator[RenderableType]:
    yield f"{card.name}, version {card.version}"
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("Architecture", f"{card.architecture}, {card.parameters:,} parameters")
    table.add_row("File", card.file)
    table.add_row("SHA-256", f"{card.sha256} ({'verified' if fault is None else 'NOT verified'})")
    table.add_row("Input", card.input_contract)
    table.add_row("Training", card.training_data)
    table.add_row("Split", card.split)
    for metric in card.metrics:
        table.add_row("Measured", f"{metric.name}: {metric.value} (n = {metric.n}; {metric.how})")
    if card.note:
        table.add_row("Note", card.note)
    table.add_row("Licence", card.licence)
    yield table
    yield ""
