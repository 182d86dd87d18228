"""What the tables of the READMEs say in their own words: English and Chinese, one entry for each thing the code has."""

Both = tuple[str, str]
LANGUAGES = ("en", "zh")

HEADS: dict[str, tuple[Both, ...]] = {
    "folders": (("folder", "目录"), ("what stands there", "内容")),
    "services": (
        ("service", "服务"),
        ("what", "职责"),
        ("pages", "页面"),
        ("interface", "接口"),
        ("schema, role", "库模式、角色"),
    ),
    "flows": (
        ("flow", "流程"),
        ("what it proposes", "做什么"),
        ("when", "何时"),
        ("which message starts it", "由何消息启动"),
    ),
    "rules": (
        ("channel", "渠道"),
        ("rules", "规则"),
        ("versions", "版本"),
        ("verified", "已核对"),
        ("second-hand", "转引"),
        ("from memory", "待核"),
        ("inferred", "推定"),
    ),
    "machines": (
        ("procedure", "程序"),
        ("states", "状态"),
        ("steps", "步骤"),
        ("verified", "已核对"),
        ("checked on", "核对日期"),
    ),
    "users": (("user", "用户名"), ("name", "姓名"), ("role", "角色"), ("does", "职责")),
    "commands": (("command", "命令"), ("what it does", "作用")),
    "make": (("command", "命令"), ("what it does", "作用")),
    "steps": (("step", "编号"), ("command", "命令"), ("title", "名称"), ("from", "起始状态"), ("article", "依据")),
    "clocks": (
        ("rule", "规则"),
        ("title", "名称"),
        ("length now", "现行长度"),
        ("article", "依据"),
        ("when it lapses", "届满时"),
    ),
}

FOLDERS: dict[str, Both] = {
    "services/kernel": (
        "pure law: calendar, limits, rules, machines, documents, redaction",
        "纯法律：日历、期限、规则、程序、文书、隐名",
    ),
    "services/chassis": (
        "plumbing of every process: database, stream, sign-in, pages, papers",
        "各服务共用：数据库、消息、登录、页面、文书制作",
    ),
    "services/intake": ("the one-stop desk", "一站式窗口"),
    "services/mediation": ("administrative mediation", "行政调解"),
    "services/adjudication": ("administrative adjudication", "行政裁决"),
    "services/reconsideration": ("administrative reconsideration and letters of advice", "行政复议与行政复议意见书"),
    "services/publication": (
        "the public site: masked decisions only, and the calculator of limits",
        "公开网站：只有隐名稿，另有期限计算器",
    ),
    "services/notify": ("service of documents, proof of service, notices", "文书送达、送达回证、通知"),
    "services/local": ("embedded servers and the supervisor of one machine", "内置服务器与单机守护"),
    "services/walk": ("the demo district and the walk of one case", "演示数据与演示案件"),
    "flows": ("Prefect flows: they propose, services decide", "Prefect 流程：提出建议，由服务决定"),
    "deploy": ("image, reverse proxy, database roles, backup, runbook", "镜像、反向代理、数据库角色、备份、运维手册"),
    "docs": ("decisions and pictures", "设计决定与截图"),
    "tests": (
        "law, unit, property, service, contract, flow, browser, crash, house",
        "法律、单元、性质、服务、契约、流程、浏览器、崩溃、守则",
    ),
}

SERVICES: dict[str, str] = {
    "intake": "the one-stop desk",
    "mediation": "administrative mediation",
    "adjudication": "administrative adjudication",
    "reconsideration": "administrative reconsideration",
    "publication": "the public site",
    "notify": "service of documents and notices",
}

FLOWS: dict[str, str] = {
    "route_disputes": "hand a claim unit to its channel and open the case there",
    "transfer_units": "take a unit that a channel let go back to the desk, with its file",
    "sweep_clocks": "ask every service to act on what has run out",
    "remind": "ask every service for the reminders of the day",
    "watch_calendar": "ask whether the published calendar still reaches far enough",
    "issue_decision": "number, seal and serve a signed decision",
    "publish_decisions": "plan the masks; release what two people have read",
    "issue_advice": "draft a letter of advice; serve it once signed",
    "follow_up_advice": "order, interview, circular after an unanswered letter",
}

MAKE: dict[str, Both] = {
    "run": (
        "start everything here and now; Ctrl-C stops it, the data stay in `.jiefen/`",
        "启动全部；按 Ctrl-C 停止，数据保留在 `.jiefen/`",
    ),
    "demo": ("one case walks through the house", "演示一个案件的全过程"),
    "test": ("the tests without the slow ones", "运行测试（不含慢测试）"),
    "test-all": ("every test", "运行全部测试"),
    "lint": ("format, types, imports", "检查格式、类型与依赖"),
    "bench": ("measurements", "性能测量"),
    "lock": ("resolve the dependencies again", "重新锁定依赖"),
    "clean": ("remove the environment and caches, never the data", "删除环境与缓存，不动数据"),
}

COMMANDS: dict[str, str] = {
    "up": "启动全部，直到 Ctrl-C",
    "serve": "运行一个服务，或者在一个地址后运行全部服务",
    "relay": "把发件箱里的消息送入消息流",
    "dispatch": "由消息启动流程",
    "flows": "运行到时的流程",
    "mailbox": "开发用邮件服务器，邮件存为文件",
    "migrate": "把数据库升级到最新状态",
    "seed": "装入演示数据",
    "demo": "演示一个案件的全过程",
    "clock": "查看或者移动系统日期；推算和核对期限",
    "calendar": "查看工作日历，试算和存入新的放假通知",
    "rules": "检查和列出各项法定期限",
    "route": "说明一项请求走什么渠道及其理由，检查分流决策表",
}
