//! The end of the time for which callers' data is kept (保存期限届满): data keys are destroyed.

use crate::{App, AppError, attachments::OWN_KEYS, vault::DATA_KEY};
use liandong_domain::{
    ids::TownId,
    people::{Month, Retention, RetentionCommand},
};

/// What the names of keys begin with that seal callers and the files of their incidents, each followed by
/// the year and month of the calls.
const CALLERS_KEYS: [&str; 3] = ["caller-", OWN_KEYS, "k-"];

impl App {
    /// Destroys the data keys of callers whose time is over; says how many there were.
    ///
    /// # Errors
    /// The store's failure. What was destroyed until then stays so; sent again it goes on.
    pub async fn retain(&self, town: &TownId) -> Result<u32, AppError> {
        let book = self.book(town).await?;
        let months = book.registry.people_rules().retention_months;
        let (now, offset) = (self.now(), book.registry.utc_offset());
        let oldest_kept = Month::of(now, offset).minus(months).to_string();
        let mut over: Vec<Box<str>> = Vec::new();
        for kind in CALLERS_KEYS {
            let mut after = kind.to_owned();
            'names: loop {
                let page = self.store().secrets(town, DATA_KEY, &after, 500).await?;
                let Some((last, _)) = page.last() else {
                    break;
                };
                after.clone_from(last);
                for (key, _) in page {
                    // By name, and so by month: what follows is younger, or not a caller's.
                    let month = key.strip_prefix(kind).and_then(|rest| rest.get(..6));
                    if month.is_none_or(|month| month >= oldest_kept.as_str()) {
                        break 'names;
                    }
                    let ended = self.over_at(town, &key).await?;
                    let out = |at| Month::is_out(at, now, months, offset);
                    if ended.is_some_and(out) {
                        over.push(key.into());
                    }
                }
            }
        }
        let keys = u32::try_from(over.len()).unwrap_or(u32::MAX);
        if keys == 0 {
            return Ok(0);
        }
        // Written down first: broken off in between, the next look destroys and counts the rest.
        let order = self.own_order(crate::engine::system(), "retain")?;
        let day = offset.day(now).to_string();
        let command = RetentionCommand::Record { keys, months };
        self.act::<Retention>(town, order, &day, &command, ())
            .await?;
        self.destroy_keys(town, &over).await?;
        Ok(keys)
    }
}
