//! Every setting there is.

/// What a setting may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A path; in a file it counts from the file's own folder.
    Path,
    /// Any text.
    Text,
    /// Any text, which is never printed.
    Secret,
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
    ("oidc", "统一身份认证"),
    ("limits", "限流"),
    ("map", "地图底图"),
    ("live", "实时推送"),
    ("metrics", "指标"),
    ("log", "日志"),
    ("reports", "报告"),
    ("webhooks", "事件推送"),
];

/// All settings, section by section.
pub(crate) const ALL: &[Setting] = &[
    flagged(
        unset(
            "database.path",
            Kind::Path,
            "数据库：SQLite 文件，或 postgres://用户@主机/库 地址",
            "the database: an SQLite file, or a postgres://user@host/database address",
        ),
        "--db",
    ),
    unset(
        "database.key_file",
        Kind::Path,
        "主密钥文件；不写则为数据库文件名加 .key（PostgreSQL 为当前文件夹的 liandong.key）。环境变量 LIANDONG_MASTER_KEY 优先",
        "the master key's file; the database's name with .key when not set (liandong.key here for PostgreSQL). LIANDONG_MASTER_KEY wins",
    ),
    unset(
        "files.attachments",
        Kind::Path,
        "附件文件夹；不写则为数据库文件名加 .files（PostgreSQL 为当前文件夹的 liandong.files）。多节点须共用",
        "the folder of attachments; the database's name with .files when not set (liandong.files here for PostgreSQL). Several nodes must share it",
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
    unset(
        "server.public_url",
        Kind::Text,
        "对外网址，如 https://ld.example.cn：评价链接、统一身份认证用它；不写则用访问时的地址",
        "the address for callers and browsers, as https://ld.example.cn: rating links and sign-in use it; the address of the request when not set",
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
    unset(
        "oidc.name",
        Kind::Text,
        "登录按钮上的名称，如 市统一身份认证；name、issuer、client_id 写明即启用，并须写 server.public_url",
        "what stands on the button; name, issuer and client_id together switch it on, and server.public_url is needed",
    ),
    unset(
        "oidc.issuer",
        Kind::Text,
        "认证方地址 https://…，其下须有 /.well-known/openid-configuration",
        "the issuer, https://…, with /.well-known/openid-configuration below it",
    ),
    unset(
        "oidc.client_id",
        Kind::Text,
        "本系统在认证方的编号",
        "our name at the provider",
    ),
    unset(
        "oidc.client_secret",
        Kind::Secret,
        "本系统在认证方的密钥，宜用环境变量给出；没有则为公开客户端（PKCE）",
        "our secret there, better given by the environment; without one we are a public client (PKCE)",
    ),
    unset(
        "oidc.client_secret_file",
        Kind::Path,
        "只写着该密钥的文件（如 systemd 的 LoadCredential），与 oidc.client_secret 二者取一",
        "a file with nothing but that secret (as systemd's LoadCredential gives it); one of the two",
    ),
    one(
        "oidc.claim",
        Kind::Text,
        "\"preferred_username\"",
        "认证方用哪一项指明人员，与账号的 external 对应",
        "the claim that names the person, as the account's external has it",
    ),
    unset(
        "oidc.scopes",
        Kind::Text,
        "openid 以外的 scope，空格分隔",
        "scopes beside openid, separated by spaces",
    ),
    unset(
        "oidc.ca_file",
        Kind::Path,
        "认证方证书的根证书（PEM）；不写则用系统自带的",
        "root certificates (PEM) for the provider; the system's when not set",
    ),
    one(
        "oidc.plain_loopback",
        Kind::Switch,
        "false",
        "是否允许本机 http:// 的认证方（只供试验）",
        "whether a provider at http:// on this machine is allowed: for trying out",
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
        "map.name",
        Kind::Text,
        "\"天地图\"",
        "底图名称，显示在图层中",
        "what the background is called",
    ),
    unset(
        "map.layers",
        Kind::Text,
        "底图瓦片地址（Web 墨卡托，含 {z} {x} {y}），多层以空格分隔，先写底层；不写则只画本镇的责任区和地名，不访问外网",
        "addresses of raster tiles in Web Mercator with {z} {x} {y}, layers separated by spaces, the lowest first; without it the town's own areas and places are drawn and nothing is loaded from elsewhere",
    ),
    unset(
        "map.attribution",
        Kind::Text,
        "图上注明的来源与审图号",
        "whose map it is, shown on it",
    ),
    one(
        "map.max_zoom",
        Kind::Number(1, 22),
        "18",
        "瓦片的最大级别",
        "the closest zoom at which there are tiles",
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
        "reports.enabled",
        Kind::Switch,
        "true",
        "是否按时生成日通报、周汇总、月分析",
        "whether daily, weekly and monthly reports are published at their time",
    ),
    one(
        "reports.hour",
        Kind::Number(0, 23),
        "6",
        "统计期结束后第二天几点（街镇当地时间）生成报告：此前还可补报",
        "the hour of the day after the period, in the town's own time, at which its report is published",
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
