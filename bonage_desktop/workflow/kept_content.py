"""What of a case is kept, so that what is not new is not saved again."""

from collections.abc import Mapping
from dataclasses import dataclass

from bonage_desktop.findings.findings import BoneGrade
from bonage_desktop.findings.roi import Roi
from bonage_desktop.standards.bones import Bone, Level
from bonage_desktop.workflow.case import Case, Confirmation
from bonage_desktop.workflow.review_history import Edits


@dataclass(frozen=True, slots=True)
class KeptContent:
    """What of a case is kept, to be compared with what was put in last; findings are the same while they are one."""

    edits: Edits
    remarks: str
    confirmation: Confirmation | None
    compared_with: Mapping[Bone, Level]
    is_assessed: bool
    rois: Mapping[Bone, Roi]
    grades: Mapping[Bone, BoneGrade]

    @classmethod
    def of(cls, case: Case) -> "KeptContent":
        """Of this case."""
        found = None if case.reading is None else case.reading.findings
        return cls(
            Edits.of(case),
            case.remarks,
            case.confirmation,
            case.compared_with,
            case.is_assessed,
            {} if found is None else found.rois,
            {} if found is None else found.grades,
        )

    def is_same(self, other: "KeptContent") -> bool:
        """Whether nothing of it has to be kept anew."""
        return (
            self.rois is other.rois
            and self.grades is other.grades
            and (self.edits, self.remarks, self.confirmation, self.compared_with, self.is_assessed)
            == (other.edits, other.remarks, other.confirmation, other.compared_with, other.is_assessed)
        )
