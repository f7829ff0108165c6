//! Calendar, rules and rosters: what who keeps the duty book enters into the register.

use super::require_either;
use crate::{App, AppError, Order, access::Visitor};
use liandong_domain::{
    duty::{CalendarYear, DutyRules},
    refusal::{Because, Refusal},
    registry::{RegistryEvent, Roster},
    rights::Right,
};

impl App {
    /// Enters a year's holidays and make-up workdays.
    ///
    /// # Errors
    /// What the register refuses, no right to it, or the store's failure.
    pub async fn publish_calendar(
        &self,
        visitor: &Visitor,
        order: Order,
        year: CalendarYear,
    ) -> Result<(), AppError> {
        visitor.require(Right::ManageDuty)?;
        let events = [RegistryEvent::CalendarPublished(year)];
        self.register(&visitor.town, &order, &events).await?;
        Ok(())
    }

    /// The rules of duty in force.
    ///
    /// # Errors
    /// No right to it, or the store's failure.
    pub async fn duty_rules(&self, visitor: &Visitor) -> Result<DutyRules, AppError> {
        require_either(visitor, Right::ReadDuty, Right::AskDuty)?;
        Ok(self.book(&visitor.town).await?.registry.duty_rules())
    }

    /// Sets the rules of duty.
    ///
    /// # Errors
    /// What the register refuses, no right to it, or the store's failure.
    pub async fn set_duty_rules(
        &self,
        visitor: &Visitor,
        order: Order,
        rules: DutyRules,
    ) -> Result<DutyRules, AppError> {
        visitor.require(Right::ManageDuty)?;
        let events = [RegistryEvent::DutyRulesSet(rules)];
        self.register(&visitor.town, &order, &events).await?;
        Ok(rules)
    }

    /// The rosters, by the day from which each holds.
    ///
    /// # Errors
    /// No right to it, or the store's failure.
    pub async fn rosters(&self, visitor: &Visitor) -> Result<Vec<Roster>, AppError> {
        require_either(visitor, Right::ReadDuty, Right::AskDuty)?;
        let book = self.book(&visitor.town).await?;
        Ok(book.registry.rosters().cloned().collect())
    }

    /// Sets the roster from a day on, today at the earliest: what has been planned and worked keeps
    /// the roster that it had.
    ///
    /// # Errors
    /// What the register refuses, no right to it, or the store's failure.
    pub async fn set_roster(
        &self,
        visitor: &Visitor,
        order: Order,
        roster: Roster,
    ) -> Result<Vec<Roster>, AppError> {
        visitor.require(Right::ManageDuty)?;
        let town = &visitor.town;
        let replayed = self.store().receipt(town, &order.key).await?.is_some();
        let book = self.book(town).await?;
        let today = book.registry.utc_offset().day(self.now());
        if roster.from < today && !replayed {
            return Err(Refusal::new(
                "roster_from_the_past",
                Because::Invalid,
                "新排班最早从今天起生效",
                "a roster holds from today at the earliest",
            )
            .about("from")
            .into());
        }
        let events = [RegistryEvent::RosterSet(roster)];
        self.register(town, &order, &events).await?;
        self.rosters(visitor).await
    }
}
