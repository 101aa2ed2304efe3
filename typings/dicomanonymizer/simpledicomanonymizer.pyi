from collections.abc import Callable, Mapping

from pydicom.dataset import Dataset

Tag = tuple[int, ...]
Action = Callable[[Dataset, Tag], None]

def keep(dataset: Dataset, tag: Tag) -> None: ...
def initialize_actions(dicom_version: str = ...) -> dict[Tag, Action]: ...
def anonymize_dataset(
    dataset: Dataset,
    extra_anonymization_rules: Mapping[Tag, Action] | None = ...,
    delete_private_tags: bool = ...,
    base_rules_gen: Callable[[], dict[Tag, Action]] = ...,
) -> None: ...
