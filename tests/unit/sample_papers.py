"""Two fictional papers: a decision (行政复议决定书) that revokes a penalty, and the letter of advice that follows it."""

from datetime import date

from services.kernel.document import Document, Draft, FactKind, Facts, Reference, day, fact
from services.kernel.redaction import Identifier, identifiers_of

ORGAN = "上海市普陀区人民政府"
BUREAU = "上海市普陀区市场监督管理局"
SUPERIOR = "上海市市场监督管理局"
COURT = "上海铁路运输法院"
KEEP = (ORGAN, BUREAU, SUPERIOR, COURT, "上海市普陀区大渡河路1668号")

STORY = (
    "2026年8月12日晚，申请人欧阳㛃并不在店内，当班的是张𬱖。执法人员到场后没有出示证件，也没有告知陈述、申辩的权利，"
    "当场只让张𬱖在一张空白笔录上签名。\n"
    "罚款六万元明显过重，鑫淼公司供货时已经附有检验合格证明，欧阳㛃没有过错，请求撤销。"
)
FACTS_FOUND = (
    "2026年8月12日，被申请人接到阿依古丽·买买提的投诉后，对申请人经营的小吃店进行检查。现场笔录由张𬱖签名，"
    "笔录没有记载两名执法人员出示执法证件，也没有记载听取陈述、申辩的情况。\n"
    "2026年9月20日，被申请人作出案涉处罚决定，认定申请人经营标签不符合规定的预包装食品，罚款60000元。"
    "作出决定前，被申请人没有告知申请人有要求听证的权利。\n"
    "以上事实，有现场笔录、投诉登记表、行政处罚决定书及送达回证、上海鑫淼餐饮管理有限公司出具的供货凭证等证据证实。"
)
REASONS = (
    "根据《中华人民共和国行政处罚法》第四十四条、第六十三条的规定，行政机关在作出行政处罚决定之前，应当告知当事人拟作出的"
    "处罚内容及事实、理由、依据，并告知其依法享有的陈述、申辩、要求听证等权利。罚款60000元属于较大数额罚款，"
    "被申请人没有告知听证权利，违反法定程序，依法应予撤销。"
)


def case_facts() -> list[Reference]:
    return [
        fact("applicant.name", "欧阳㛃", FactKind.PERSON),
        fact("applicant.sex", "女"),
        day("applicant.birth", date(1985, 3, 2), FactKind.BIRTH),
        fact("applicant.id_number", "11010519850302029X", FactKind.ID_NUMBER),
        fact("applicant.phone", "13812345678", FactKind.PHONE),
        fact("applicant.address", "上海市普陀区柳浪街88弄3号502室", FactKind.ADDRESS),
        fact("agent.name", "张堃", FactKind.PERSON),
        fact("respondent.name", BUREAU, FactKind.ORGAN),
        fact("respondent.address", "上海市普陀区大渡河路1668号"),
        fact("respondent.principal", "周启明"),
        fact("third_party.name", "阿依古丽·买买提", FactKind.PERSON),
        fact("third_party.phone", "021-52561234", FactKind.PHONE),
        fact("supplier.name", "上海鑫淼餐饮管理有限公司", FactKind.COMPANY),
        fact("supplier.credit_code", "91310107MA1FY0AB4Y", FactKind.CREDIT_CODE),
        fact("witness.name", "张𬱖", FactKind.PERSON),
        fact("act.title", "行政处罚决定"),
        fact("act.number", "沪市监普处〔2026〕072026000123号"),
        day("act.made_on", date(2026, 9, 20)),
        day("case.received_on", date(2026, 9, 29)),
        day("case.accepted_on", date(2026, 10, 9)),
        fact("case.claim", "撤销被申请人作出的案涉行政处罚决定。", FactKind.FREE),
        fact("case.story", STORY, FactKind.FREE),
        fact("case.reply", "案涉处罚决定认定事实清楚，适用依据正确，程序合法，请求维持。", FactKind.FREE),
        fact("case.facts_found", FACTS_FOUND, FactKind.FREE),
        fact("case.reasons", REASONS, FactKind.FREE),
        fact("case.number", "普府复字〔2026〕128号"),
        fact("court.name", COURT, FactKind.ORGAN),
    ]


def facts_of(*without: str) -> Facts:
    return Facts(reference for reference in case_facts() if reference.ref not in without)


def identifiers() -> tuple[Identifier, ...]:
    return tuple(
        i.model_copy(update={"aliases": ("鑫淼公司",)}) if i.kind is FactKind.COMPANY else i
        for i in identifiers_of(facts_of())
    )


def decision_letter(facts: Facts | None = None, *, seal: str | None = ORGAN) -> Document:
    """行政复议决定书, in the order of section 5.3 of the rule book."""
    draft = Draft(facts or facts_of())
    draft.party(
        "applicant",
        "申请人：{applicant.name}，{applicant.sex}[[，{applicant.birth}出生，公民身份号码{applicant.id_number}]]，"
        "住{applicant.address}[[，联系电话{applicant.phone}]]。",
    )
    draft.party("agent", "委托代理人：{agent.name}。")
    draft.party("respondent", "被申请人：{respondent.name}，住所地{respondent.address}。")
    draft.party("principal", "负责人：{respondent.principal}，局长。")
    draft.party("third_party", "第三人：{third_party.name}[[，联系电话{third_party.phone}]]。")
    draft.party("supplier", "第三人：{supplier.name}[[，统一社会信用代码{supplier.credit_code}]]。")
    draft.paragraph(
        "opening",
        "申请人不服被申请人{act.made_on}作出的{act.number}{act.title}，于{case.received_on}向本机关提出行政复议申请，"
        "本机关于{case.accepted_on}依法予以受理，适用普通程序审理，现已审理终结。",
    )
    draft.paragraph("claim", "**申请人请求：**{case.claim}")
    draft.paragraph("story", "**申请人称：**{case.story}")
    draft.paragraph("reply", "**被申请人称：**{case.reply}")
    draft.paragraph("facts", "**经审理查明：**{case.facts_found}")
    draft.paragraph("reasons", "**本机关认为：**{case.reasons}")
    draft.paragraph("basis", "综上，根据《中华人民共和国行政复议法》第六十四条第一款第三项的规定，本机关**决定如下：**")
    draft.item("operative", "撤销被申请人{act.made_on}作出的{act.number}{act.title}。")
    draft.paragraph(
        "remedy",
        "申请人、第三人如不服本决定，可以自收到本决定书之日起十五日内依法向{court.name}提起行政诉讼。"
        "本决定书一经送达，即发生法律效力。",
    )
    return draft.document(
        kind="decision_letter", organ=ORGAN, title="行政复议决定书", number="普府复字〔2026〕128号",
        dated_on=date(2026, 11, 23), seal=seal,
    )  # fmt: skip


def advice_letter(facts: Facts | None = None) -> Document:
    """行政复议意见书 (行政复议法 第七十六条)."""
    draft = Draft(facts or facts_of())
    draft.paragraph(
        "opening",
        "本机关在审理{applicant.name}不服你局{act.number}{act.title}一案（{case.number}）中，发现你局的行政执法存在以下问题：",
    )
    draft.heading("problems", "一、查明的问题")
    draft.paragraph(
        "problem", "你局拟作出较大数额罚款，没有告知{applicant.name}要求听证的权利；现场检查笔录没有记载出示执法证件。"
    )
    draft.heading("provisions", "二、违反的规定")
    draft.paragraph("provision", "违反《中华人民共和国行政处罚法》第四十四条、第五十五条、第六十三条的规定。")
    draft.heading("opinions", "三、意见")
    draft.item("opinion1", "（一）对2026年1月以来作出的较大数额罚款案件逐案自查，纠正未告知听证权利的情形。")
    draft.item("opinion2", "（二）完善现场检查笔录文本，载明出示证件和听取陈述、申辩的情况，并组织执法人员培训。")
    draft.paragraph(
        "duty",
        "请你局自收到本意见书之日起六十日内，将纠正相关违法或者不当行政行为的情况报送本机关。"
        "逾期不报送或者拒不纠正的，本机关将依照《中华人民共和国行政复议法》第七十七条、第八十三条的规定处理。",
    )
    return draft.document(
        kind="advice_letter", organ=ORGAN, title="行政复议意见书", number="普府复意字〔2026〕9号", addressee=BUREAU,
        dated_on=date(2026, 11, 23), seal=ORGAN, copies=(SUPERIOR, "上海市普陀区司法局"),
        attachments=("普府复字〔2026〕128号行政复议决定书", "意见书回执"),
    )  # fmt: skip
