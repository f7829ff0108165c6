//! The contract suite (契约测试) that every adapter passes.
//!
//! An adapter gives a [`Site`], a place where one store can be opened, closed and opened again, and
//! names it in [`contract_tests!`](crate::contract_tests): each case becomes a test of its own. A
//! case that cannot run because its database is absent must fail, not skip.
//!
//! The cases say what an adapter must do in the words of the port only. What belongs to one
//! database (its locks, its files, its power cuts) is tested beside its adapter.

mod fixture;

pub mod claims;
pub mod keys;
pub mod life;
pub mod log;
pub mod rebuilding;
pub mod rows;
pub mod side;

pub use fixture::{CALLS, COUNTS, Calls, TABLES, commit, event, silent, stream, town};

use crate::{Store, Table};
use async_trait::async_trait;
use std::sync::Arc;

/// A place where one store can be opened again and again. It begins empty.
#[async_trait]
pub trait Site: Send + Sync {
    /// Opens the store for writing; the one opened before has been closed.
    async fn open(&self, tables: &'static [&'static Table]) -> Arc<dyn Store>;

    /// Runs one statement behind the store's back, as a meddler would. The statement is in the SQL
    /// that all databases know, and touches read models only.
    async fn meddle(&self, statement: &str);
}

/// Makes a test of every case of the suite, in the module where it stands. The argument makes a
/// new [`Site`]: `contract_tests!(TemporaryFile::new())`.
#[macro_export]
macro_rules! contract_tests {
    ($site:expr) => {
        $crate::contract_tests!(@ $site,
            log::an_event_reads_back_as_it_was_written,
            log::positions_have_no_gap_across_streams,
            log::a_stale_version_conflicts_and_writes_nothing,
            log::a_version_too_high_conflicts,
            log::a_later_commit_builds_on_an_earlier_one_of_its_list,
            log::a_commit_that_fails_leaves_its_neighbours_whole,
            log::a_malformed_commit_is_a_misuse_and_writes_nothing,
            log::towns_never_see_each_other,
            log::one_of_many_appenders_wins_each_version,
            log::large_and_strange_texts_survive,
            log::the_log_is_read_page_by_page,
            log::the_chain_verifies,
            keys::a_key_sent_twice_happens_once,
            keys::a_key_for_another_request_is_refused,
            keys::a_key_twice_within_one_list_happens_once,
            keys::a_key_raced_by_many_happens_once,
            keys::a_key_belongs_to_its_town,
            rows::rows_change_with_their_commit,
            rows::a_refused_commit_changes_no_row,
            rows::the_last_change_of_a_row_stands,
            rows::filters_find_what_they_say,
            rows::order_is_complete_and_pages_join,
            rows::a_scan_shows_all_rows_and_can_stop,
            rows::rows_of_towns_are_apart,
            claims::a_claim_is_had_by_one,
            claims::a_claim_is_free_again_once_removed,
            claims::a_claim_raced_by_many_is_had_by_one,
            rebuilding::rows_as_they_went_equal_a_rebuild,
            rebuilding::a_tampered_row_is_reported_and_mended,
            rebuilding::a_lost_table_is_rebuilt_whole,
            rebuilding::a_projector_that_fails_changes_nothing,
            rebuilding::commits_wait_for_a_rebuild_and_are_not_lost,
            rebuilding::a_new_table_beside_an_old_log_must_be_rebuilt,
            life::what_was_acknowledged_survives_reopening,
            life::a_watch_moves_after_durability,
            life::secrets_are_put_read_and_destroyed,
            side::secrets_are_listed_by_kind_page_by_page,
            side::every_secret_is_listed_page_by_page,
            side::a_swap_needs_what_was_seen,
            side::swaps_raced_by_many_lose_none,
            side::a_lease_is_held_by_one_until_it_runs_out,
            life::a_closed_store_says_so,
            life::closing_waits_for_what_was_asked,
        );
    };
    (@ $site:expr, $($module:ident :: $case:ident,)*) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $case() {
            $crate::contract::$module::$case(&$site).await;
        }
    )*};
}
