//! Every setting there is.

/// What a setting may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A path; in a file it counts from the file's own folder.
    Path,
    /// Any text.
    Text,
    /// An address to listen on: `127.0.0.1:8110`.
    Address,
    /// A whole number from … to ….
    Number(u64, u64),
    /// `true` or `false`.
    Switch,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// Networks: `["10.0.0.0/8", "::1"]`; in the environment separated by commas.
    Networks,
}

/// A setting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting {
    /// Section and key, as `server.listen`.
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// As it would stand in the file; `None`: not set.
    pub(crate) default: Option<&'static str>,
    /// The flag that wins over it, where there is one.
    pub(crate) flag: Option<&'static str>,
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
}

impl Setting {
    /// The section's name and the key's.
    pub(crate) fn parts(&self) -> (&'static str, &'static str) {
        self.name.split_once('.').unwrap_or(("", self.name))
    }

    /// `LIANDONG_SERVER_LISTEN`.
    pub(crate) fn variable(&self) -> String {
        format!("LIANDONG_{}", self.name.replace('.', "_").to_uppercase())
    }
}

const fn one(
    name: &'static str,
    kind: Kind,
    default: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Setting {
    Setting {
        name,
        kind,
        default: Some(default),
        flag: None,
        zh,
        en,
    }
}

const fn unset(name: &'static str, kind: Kind, zh: &'static str, en: &'static str) -> Setting {
    Setting {
        name,
        kind,
        default: None,
        flag: None,
        zh,
        en,
    }
}

const fn flagged(setting: Setting, flag: &'static str) -> Setting {
    Setting {
        flag: Some(flag),
        ..setting
    }
}

const DAY: u64 = 86_400;

/// The sections with their captions, in the order of the page.
pub(crate) const SECTIONS: &[(&str, &str)] = &[
    ("database", "数据库与主密钥"),
    ("files", "附件"),
    ("server", "对外服务"),
    ("limits", "限流"),
    ("live", "实时推送"),
    ("metrics", "指标"),
    ("log", "日志"),
    ("webhooks", "事件推送"),
];

/// All settings, section by section.
pub(crate) const ALL: &[Setting] = &[
    flagged(
        unset(
            "database.path",
            Kind::Path,
            "SQLite 数据库文件",
            "the SQLite database file",
        ),
        "--db",
    ),
    unset(
        "database.key_file",
        Kind::Path,
        "主密钥文件；不写则为数据库文件名加 .key。环境变量 LIANDONG_MASTER_KEY 优先",
        "the master key's file; the database's name with .key when not set. LIANDONG_MASTER_KEY wins",
    ),
    unset(
        "files.attachments",
        Kind::Path,
        "附件文件夹；不写则为数据库文件名加 .files",
        "the folder of attachments; the database's name with .files when not set",
    ),
    flagged(
        one(
            "server.listen",
            Kind::Address,
            "\"127.0.0.1:8110\"",
            "监听地址",
            "the address to listen on",
        ),
        "--listen",
    ),
    one(
        "server.trusted_proxies",
        Kind::Networks,
        "[\"127.0.0.0/8\", \"::1/128\"]",
        "反向代理的地址：只有它们的 X-Forwarded-For 和 X-Forwarded-Proto 算数",
        "the reverse proxies: only their X-Forwarded-For and X-Forwarded-Proto count",
    ),
    one(
        "server.body_kib",
        Kind::Number(16, 16_384),
        "64",
        "请求内容上限，KiB（附件另有上限）",
        "the largest request body in KiB (attachments have a limit of their own)",
    ),
    one(
        "server.header_kib",
        Kind::Number(8, 256),
        "32",
        "请求头上限，KiB",
        "the largest request head in KiB",
    ),
    one(
        "server.header_seconds",
        Kind::Number(1, 120),
        "15",
        "请求头须在几秒内收齐，空闲连接也按此关闭",
        "seconds within which a request's head must be here; idle connections end then too",
    ),
    one(
        "server.body_seconds",
        Kind::Number(1, 600),
        "30",
        "请求内容须在几秒内收齐",
        "seconds within which a request's body must be here",
    ),
    one(
        "server.answer_seconds",
        Kind::Number(1, 600),
        "60",
        "一次请求最多办理几秒",
        "seconds that a request may take to be answered",
    ),
    one(
        "server.write_seconds",
        Kind::Number(5, 600),
        "60",
        "客户端几秒不收数据就断开",
        "seconds after which a client that takes no data is cut off",
    ),
    one(
        "server.connections",
        Kind::Number(16, 100_000),
        "4096",
        "同时的连接数上限",
        "connections at the same time, at the most",
    ),
    one(
        "server.stop_seconds",
        Kind::Number(1, 300),
        "10",
        "停止时给未办完的请求留几秒",
        "seconds that requests under way have when the server is told to end",
    ),
    one(
        "limits.token_per_minute",
        Kind::Number(1, 10_000_000),
        "1200",
        "每个口令（会话）每分钟的请求数",
        "requests a minute for each token (session)",
    ),
    one(
        "limits.token_burst",
        Kind::Number(1, 10_000_000),
        "600",
        "每个口令（会话）一次最多连发的请求数",
        "requests that each token (session) may send at once",
    ),
    one(
        "limits.address_per_minute",
        Kind::Number(1, 10_000_000),
        "300",
        "每个地址每分钟的未登录请求数",
        "requests a minute without a valid token from each address",
    ),
    one(
        "limits.address_burst",
        Kind::Number(1, 10_000_000),
        "150",
        "每个地址一次最多连发的未登录请求数",
        "requests without a valid token that each address may send at once",
    ),
    one(
        "limits.login_per_minute",
        Kind::Number(1, 10_000_000),
        "20",
        "每个地址每分钟的登录次数",
        "logins a minute from each address",
    ),
    one(
        "limits.login_burst",
        Kind::Number(1, 10_000_000),
        "20",
        "每个地址一次最多连续登录的次数",
        "logins that each address may try at once",
    ),
    one(
        "live.heartbeat_seconds",
        Kind::Number(1, 300),
        "15",
        "实时推送每隔几秒发一次心跳",
        "seconds between heartbeats of a live stream",
    ),
    one(
        "live.readers",
        Kind::Number(1, 100_000),
        "2000",
        "实时推送的读者数上限",
        "readers of live streams at the same time, at the most",
    ),
    unset(
        "metrics.listen",
        Kind::Address,
        "指标另用的监听地址（不验口令，只给监控机）；不写则只在主地址 /metrics 凭运行管理权限读取",
        "an address of its own for metrics (no token asked: for the monitoring machine); when not set they are read at the main address with the right to operate",
    ),
    one(
        "log.format",
        Kind::Choice(&["text", "json"]),
        "\"text\"",
        "日志格式：text 或 json",
        "the log's format: text or json",
    ),
    one(
        "log.filter",
        Kind::Text,
        "\"info\"",
        "日志级别，如 info、warn,liandong_http=debug；环境变量 LIANDONG_LOG 同义",
        "what is logged, as info or warn,liandong_http=debug; LIANDONG_LOG is the same",
    ),
    one(
        "webhooks.enabled",
        Kind::Switch,
        "true",
        "是否投递事件推送",
        "whether webhooks are delivered",
    ),
    one(
        "webhooks.allow",
        Kind::Networks,
        "[]",
        "允许投递的内网网段，如 [\"10.20.0.0/16\"]；不写则只投公网地址",
        "private networks that may be delivered to, as [\"10.20.0.0/16\"]; public addresses only when empty",
    ),
    one(
        "webhooks.plain_http",
        Kind::Switch,
        "false",
        "是否允许向 http:// 投递（只限 webhooks.allow 里的网段）",
        "whether http:// is allowed (within webhooks.allow only)",
    ),
    unset(
        "webhooks.ca_file",
        Kind::Path,
        "对方证书的根证书（PEM）；不写则用系统自带的",
        "root certificates (PEM) for the receivers; the system's when not set",
    ),
    one(
        "webhooks.timeout_seconds",
        Kind::Number(1, 120),
        "10",
        "每次投递最多等几秒",
        "seconds that a delivery may take",
    ),
    one(
        "webhooks.attempts",
        Kind::Number(1, 100),
        "12",
        "投递几次不成就列为死信",
        "attempts after which a delivery is dead",
    ),
    one(
        "webhooks.first_retry_seconds",
        Kind::Number(1, 3600),
        "10",
        "第一次重投约隔几秒，以后每次加倍",
        "seconds to the first retry, about; doubled each time",
    ),
    one(
        "webhooks.longest_retry_seconds",
        Kind::Number(1, DAY),
        "14400",
        "两次投递最多隔几秒",
        "seconds between attempts, at the most",
    ),
];
