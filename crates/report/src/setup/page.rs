//! The sheets and their columns, as data.

/// A sheet that holds records, in the order of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// Police stations (派出所).
    Stations,
    /// Functional departments (职能部门).
    Departments,
    /// Responsibility areas (责任区).
    Areas,
    /// Cars (巡车).
    Units,
    /// Members (队员).
    Members,
    /// Shifts of a day (班次).
    Shifts,
    /// Teams of the roster (班组).
    Teams,
    /// Logins (账号).
    Accounts,
}

/// What a column offers to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// The names on another sheet.
    Of(Page),
    /// The roles that sign in.
    Roles,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    /// Its heading.
    pub(super) zh: &'static str,
    /// The heading below it, in English.
    pub(super) en: &'static str,
    /// What belongs into it.
    pub(super) note: &'static str,
    /// What the example has in it.
    pub(super) example: &'static str,
    /// Its width in characters.
    pub(super) width: u16,
    pub(super) choice: Option<Choice>,
}

/// The column of the identifier, on every sheet.
pub(super) const ID: usize = 0;
/// The column of the name, on every sheet.
pub(super) const NAME: usize = 1;

/// The first letters of the example's first cell: such a row is never read as a record.
pub(super) const EXAMPLE: &str = "示例";

const fn column(
    zh: &'static str,
    en: &'static str,
    note: &'static str,
    example: &'static str,
    width: u16,
) -> Column {
    Column {
        zh,
        en,
        note,
        example,
        width,
        choice: None,
    }
}

const fn chosen(mut column: Column, choice: Choice) -> Column {
    column.choice = Some(choice);
    column
}

const CODE: &str = "英文字母、数字、“-”；可留空，由系统编号。已有编号请勿改动";
const DAY: &str = "如 2024-03-01；留空为导入当天";
const LAST_DAY: &str = "仍在用则留空";

const STATIONS: &[Column] = &[
    column("派出所编号", "Station ID", CODE, "示例 east", 18),
    column("派出所名称", "Station name", "必填", "城东派出所", 26),
];
const DEPARTMENTS: &[Column] = &[
    column("部门编号", "Department ID", CODE, "示例 housing", 18),
    column("部门名称", "Department name", "必填", "房管所", 26),
];
const AREAS: &[Column] = &[
    column("责任区编号", "Area ID", CODE, "示例 north", 18),
    column("责任区名称", "Area name", "必填", "城北责任区", 26),
    chosen(
        column("所属派出所", "Station", "必填，从列表选", "城东派出所", 22),
        Choice::Of(Page::Stations),
    ),
    column(
        "边界",
        "Boundary (WGS-84)",
        "各角点“经度 纬度”，用分号隔开（WGS-84）；地图上已画好的责任区可留空",
        "121.2801 31.2301; 121.2899 31.2301; 121.2899 31.2399; 121.2801 31.2399",
        60,
    ),
];
const UNITS: &[Column] = &[
    column("巡车编号", "Car ID", CODE, "示例 car-1", 16),
    column("巡车名称", "Car name", "必填", "联警巡车一号", 22),
    column("呼号", "Call sign", "必填，电台呼号", "平安01", 14),
    chosen(
        column("责任区", "Area", "必填，从列表选", "城北责任区", 22),
        Choice::Of(Page::Areas),
    ),
    column("启用日期", "In service from", DAY, "2024-03-01", 16),
    column("停用日期", "In service until", LAST_DAY, "2026-12-31", 16),
];
const MEMBERS: &[Column] = &[
    column(
        "队员编号",
        "Badge number",
        "必填，英文字母、数字、“-”；一人一号，不复用",
        "示例 m-001",
        18,
    ),
    column("姓名", "Name", "必填", "张三", 14),
    chosen(
        column("班组", "Team", "必填，从列表选", "甲班", 14),
        Choice::Of(Page::Teams),
    ),
    chosen(
        column("巡车", "Car", "必填，从列表选", "联警巡车一号", 22),
        Choice::Of(Page::Units),
    ),
    column("入队日期", "Engaged from", DAY, "2024-03-01", 16),
    column("离队日期", "Engaged until", LAST_DAY, "2026-12-31", 16),
];
const SHIFTS: &[Column] = &[
    column("班次编号", "Shift ID", CODE, "示例 morning", 18),
    column("班次名称", "Shift name", "必填", "早班", 14),
    column("上班时刻", "Begins at", "必填，如 08:00", "08:00", 14),
    column(
        "下班时刻",
        "Ends at",
        "必填；早于或等于上班时刻即为次日，如 08:00 至 08:00 为 24 小时",
        "16:00",
        14,
    ),
];
const TEAMS: &[Column] = &[
    column("班组编号", "Team ID", CODE, "示例 jia", 18),
    column("班组名称", "Team name", "必填", "甲班", 14),
    column(
        "轮转",
        "Rotation",
        "必填；从启用日期起逐日的班次名称，用空格隔开，休息写“休”，循环往复；各班组是同一轮转错开几天",
        "早班 早班 休 休",
        44,
    ),
    column(
        "启用日期",
        "Holds from",
        "只填一行即可；留空为导入当天。改动已有排班时须为今天或以后",
        "2024-03-01",
        16,
    ),
];
const ACCOUNTS: &[Column] = &[
    column(
        "账号",
        "Account",
        "必填，登录名，英文字母、数字、“-”；一人一号，不复用",
        "示例 zhangsan",
        18,
    ),
    column("姓名", "Name", "必填", "张三", 14),
    chosen(
        column("岗位", "Role", "必填，从列表选", "联警队员", 18),
        Choice::Roles,
    ),
    chosen(
        column(
            "对应队员",
            "Member",
            "联警队员必填：姓名，重名时写编号；其他岗位留空",
            "张三",
            16,
        ),
        Choice::Of(Page::Members),
    ),
    chosen(
        column(
            "对应部门",
            "Department",
            "职能部门必填；其他岗位留空",
            "房管所",
            20,
        ),
        Choice::Of(Page::Departments),
    ),
    column(
        "统一认证用户名",
        "Name at the identity provider",
        "由统一身份认证登录的才填；填了就不发初始密码",
        "zhangsan",
        24,
    ),
];

impl Page {
    /// All, in the order of the workbook.
    pub const ALL: [Self; 8] = [
        Self::Stations,
        Self::Departments,
        Self::Areas,
        Self::Units,
        Self::Members,
        Self::Shifts,
        Self::Teams,
        Self::Accounts,
    ];

    /// The sheet's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stations => "派出所",
            Self::Departments => "职能部门",
            Self::Areas => "责任区",
            Self::Units => "巡车",
            Self::Members => "队员",
            Self::Shifts => "班次",
            Self::Teams => "班组",
            Self::Accounts => "账号",
        }
    }

    /// What one row of it is, in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Stations => "station",
            Self::Departments => "department",
            Self::Areas => "area",
            Self::Units => "car",
            Self::Members => "member",
            Self::Shifts => "shift",
            Self::Teams => "team",
            Self::Accounts => "account",
        }
    }

    pub(super) const fn columns(self) -> &'static [Column] {
        match self {
            Self::Stations => STATIONS,
            Self::Departments => DEPARTMENTS,
            Self::Areas => AREAS,
            Self::Units => UNITS,
            Self::Members => MEMBERS,
            Self::Shifts => SHIFTS,
            Self::Teams => TEAMS,
            Self::Accounts => ACCOUNTS,
        }
    }

    /// The beginning of an identifier that is made for a row without one; none where people give it.
    pub(super) const fn prefix(self) -> Option<&'static str> {
        match self {
            Self::Stations => Some("station"),
            Self::Departments => Some("department"),
            Self::Areas => Some("area"),
            Self::Units => Some("car"),
            Self::Shifts => Some("shift"),
            Self::Teams => Some("team"),
            Self::Members | Self::Accounts => None,
        }
    }
}
