"""The words of a report in each language; sentences with figures are in `report_phrases`."""

from collections.abc import Mapping
from dataclasses import dataclass

from bonage_desktop.findings.radiograph import Laterality
from bonage_desktop.findings.roi import Source
from bonage_desktop.reporting.chart_content import ChartWords
from bonage_desktop.reporting.words import RESEARCH_NOTICE
from bonage_desktop.standards.language import Language
from bonage_desktop.standards.sex import Sex


@dataclass(frozen=True, slots=True)
class ReportWords:
    """Words of one language; `{0}` and so on are filled in by `report_phrases`.

    Attributes:
        comma: between parts of a list.
        semicolon: between parts that hold commas.
        draft: one word, written across a page that nobody confirmed.
        table: heads of the six columns: number, bone, level, points, source, mass within one level.
        patient: heads of the eight facts about child and study.
        result: heads of the four facts beside the bone age: range, chronological age, difference, score.
    """

    title: str
    draft: str
    not_confirmed: str
    confirmed: str
    ticked: str
    reader: str
    notice: str
    not_known: str
    patient: tuple[str, str, str, str, str, str, str, str]
    result: tuple[str, str, str, str]
    bone_age: str
    method: str
    carpals: str
    sexes: Mapping[Sex, str]
    hands: Mapping[Laterality | None, str]
    view: str
    table: tuple[str, str, str, str, str, str]
    sources: Mapping[Source, str]
    sum: str
    deciding: str
    one_level: str
    other_findings: str
    none_stated: str
    remarks: str
    to_check: str
    and_more: str
    earlier: str
    earlier_study: str
    agreement: str
    networks: str
    standard: str
    comma: str
    semicolon: str
    chart: ChartWords


ENGLISH = ReportWords(
    title="Bone age report",
    draft="DRAFT",
    not_confirmed="Draft: not confirmed by a reader.",
    confirmed="Confirmed by {0}, {1}.",
    ticked="Ticked as looked at: {0} of {1} bones.",
    reader="Reader: {0}",
    notice=RESEARCH_NOTICE,
    not_known="not known",
    patient=("Name", "Patient ID", "Sex", "Birth date", "Study date", "Accession", "Institution", "Image"),
    result=("80% range", "Chronological age", "Difference", "RUS score"),
    bone_age="Bone age, RUS-CHN, 50th percentile",
    method="RUS-CHN, 13 bones, 50th percentile",
    carpals="Carpals not scored.",
    sexes={Sex.MALE: "male", Sex.FEMALE: "female"},
    hands={Laterality.LEFT: "Left hand", Laterality.RIGHT: "Right hand", None: "Hand, side not known"},
    view="{0}, {1}",
    table=("", "Bone", "Level", "Points", "Set by", "Within ±1"),
    sources={Source.MODEL: "model", Source.INFERRED: "inferred", Source.READER: "reader"},
    sum="Sum",
    deciding="Bones that decide",
    one_level="{0} {1} (one level: {2} y)",
    other_findings="Other findings",
    none_stated="none stated",
    remarks="Remarks",
    to_check="To check",
    and_more="and {0} more lines in the case",
    earlier="Earlier studies",
    earlier_study="{0}: bone age {1} y at {2} y",
    agreement="Graded before the model was shown: {0} of {2} levels the same, {1} within one level.",
    networks="Networks",
    standard="Standard",
    comma=", ",
    semicolon="; ",
    chart=ChartWords(
        score="RUS score",
        age="age, years",
        bone_age="bone age, years",
        curves={Sex.MALE: "boys P50", Sex.FEMALE: "girls P50"},
        years="{0} y",
        child="age {0} y",
        same="line: equal; shaded: ±1 and ±2 y",
    ),
)

CHINESE = ReportWords(
    title="骨龄报告",
    draft="草稿",
    not_confirmed="草稿：尚未经读片者确认。",
    confirmed="{0} 确认，{1}。",
    ticked="已勾选查看：{1} 块骨中的 {0} 块。",
    reader="读片者：{0}",
    notice="仅供科研使用，不是医疗器械。",
    not_known="未知",
    patient=("姓名", "患者编号", "性别", "出生日期", "检查日期", "检查号", "机构", "图像"),
    result=("80% 范围", "生活年龄", "差值", "RUS 评分"),
    bone_age="骨龄，RUS-CHN，第 50 百分位",
    method="RUS-CHN，13 块骨，第 50 百分位",
    carpals="腕骨未评分。",
    sexes={Sex.MALE: "男", Sex.FEMALE: "女"},
    hands={Laterality.LEFT: "左手", Laterality.RIGHT: "右手", None: "手（侧别未知）"},
    view="{0}，{1}",
    table=("", "骨", "等级", "分值", "来源", "±1 级内"),
    sources={Source.MODEL: "模型", Source.INFERRED: "推定", Source.READER: "读片者"},
    sum="合计",
    deciding="影响最大的骨",
    one_level="{0} {1}（一级：{2} 岁）",
    other_findings="其他所见",
    none_stated="未述",
    remarks="备注",
    to_check="请核对",
    and_more="病例中另有 {0} 行",
    earlier="既往检查",
    earlier_study="{0}：{2} 岁时骨龄 {1} 岁",
    agreement="先读片后看模型：{2} 块骨中 {0} 块等级相同，{1} 块相差不超过一级。",
    networks="网络",
    standard="标准",
    comma="，",
    semicolon="；",
    chart=ChartWords(
        score="RUS 评分",
        age="年龄，岁",
        bone_age="骨龄，岁",
        curves={Sex.MALE: "男 P50", Sex.FEMALE: "女 P50"},
        years="{0} 岁",
        child="年龄 {0} 岁",
        same="线：相等；阴影：±1 和 ±2 岁",
    ),
)


def report_words(language: Language) -> ReportWords:
    """The words of a language."""
    return {Language.EN: ENGLISH, Language.ZH: CHINESE}[language]
