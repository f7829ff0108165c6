//! The database server, where there is one.

use super::Finding;
use crate::opening;
use liandong_store_postgres::Server;
use std::path::Path;

/// The oldest major version that the tests run on.
const OLDEST: i64 = 130_000;

pub(super) async fn examine(db: &Path) -> Option<Finding> {
    let address = opening::address(db)?;
    let (name, title) = ("database_server", "数据库服务器");
    let place = opening::shown(db);
    Some(match Server::ask(address).await {
        Ok(server) => judge(name, title, &place, &server),
        Err(error) => Finding::bad(
            name,
            title,
            format!("{place}：{error}"),
            "确认服务器在运行、地址和口令无误 (check that it runs, its address and password)",
        ),
    })
}

fn judge(name: &'static str, title: &'static str, place: &str, server: &Server) -> Finding {
    let on = |set| if set { "on" } else { "off" };
    let found = format!(
        "{place}：PostgreSQL {}，编码 {}，fsync {}，synchronous_commit {}，连接上限 {}{}",
        server.version,
        server.encoding,
        on(server.fsync),
        server.synchronous_commit,
        server.connections,
        if server.standby { "，备机" } else { "" },
    );
    if server.encoding != "UTF8" {
        let hint = "新建编码为 UTF8 的数据库，用 restore 移入 (make a database in UTF8, and restore into it)";
        Finding::bad(name, title, found, hint)
    } else if !server.fsync {
        let hint =
            "打开 fsync：断电会丢失已应答的操作 (fsync off loses answered commands in a power cut)";
        Finding::bad(name, title, found, hint)
    } else if server.number < OLDEST {
        let hint = "升级 PostgreSQL：早于 13 的版本未经测试 (before 13 it is not tested)";
        Finding::notice(name, title, found, hint)
    } else if server.synchronous_commit == "off" {
        let hint = "写入时程序自行改为 on；建议在服务器上也改回，以免其他工具误读 (we switch it on to write)";
        Finding::notice(name, title, found, hint)
    } else if server.standby {
        let hint = "备机只能读；写入请连主机 (a standby is read only)";
        Finding::notice(name, title, found, hint)
    } else {
        Finding::fine(name, title, found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::State;

    fn server() -> Server {
        Server {
            version: "15.18".to_owned(),
            number: 150_018,
            encoding: "UTF8".to_owned(),
            fsync: true,
            synchronous_commit: "on".to_owned(),
            standby: false,
            connections: 100,
        }
    }

    fn state(server: &Server) -> State {
        judge("database_server", "数据库服务器", "here", server).state
    }

    #[test]
    fn what_loses_text_or_commands_is_bad() {
        assert_eq!(state(&server()), State::Fine);
        let latin = Server {
            encoding: "LATIN1".to_owned(),
            ..server()
        };
        let careless = Server {
            fsync: false,
            ..server()
        };
        assert_eq!((state(&latin), state(&careless)), (State::Bad, State::Bad));
        let standby = Server {
            standby: true,
            ..server()
        };
        let hasty = Server {
            synchronous_commit: "off".to_owned(),
            ..server()
        };
        let old = Server {
            number: 120_010,
            ..server()
        };
        for one in [standby, hasty, old] {
            assert_eq!(state(&one), State::Notice, "{one:?}");
        }
    }
}
