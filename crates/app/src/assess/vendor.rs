//! The vendor's month.

use super::{VENDOR_ASSESSMENT, members::follows};
use crate::{
    App, AppError, Order,
    streams::{Acted, stream_of},
};
use liandong_domain::{
    assessment::{
        Evidence, Month,
        vendor::{
            VendorCommand, VendorComputed, VendorFacts, VendorMonth, VendorRejection, VendorStage,
            VendorTally, VendorTerms, vendor_id,
        },
    },
    ids::{ItemId, ProjectId, TownId},
    performance::project::ProjectRecord,
};
use liandong_store::{Filter, Op, Query, Value};

/// A page of vendors' months, last first.
#[derive(Debug, Clone)]
pub struct VendorMonths {
    /// The assessments with their versions.
    pub months: Vec<(VendorMonth, u64)>,
    /// Ask for what is before this one to go on; `None` at the end.
    pub next: Option<String>,
}

impl App {
    /// The vendor's month with the version of its stream; `None` before it is drafted.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], or the store's failure.
    pub async fn vendor_month(
        &self,
        town: &TownId,
        project: &ProjectId,
        month: Month,
    ) -> Result<Option<(VendorMonth, u64)>, AppError> {
        self.book(town).await?.project(project)?;
        self.state_of::<VendorMonth>(town, &vendor_id(project, month))
            .await
    }

    /// The terms that judge a project's month.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`]; `no_terms`; the store's failure.
    pub async fn terms(
        &self,
        town: &TownId,
        project: &ProjectId,
        month: Month,
    ) -> Result<VendorTerms, AppError> {
        let book = self.book(town).await?;
        let found = book.project(project)?.terms(month).cloned();
        found.ok_or_else(|| AppError::Refused(VendorRejection::NoTerms.into()))
    }

    async fn findings(
        &self,
        town: &TownId,
        month: Month,
        terms: &VendorTerms,
        basis: &super::incidents::Basis,
        listen: &mut (dyn FnMut(Evidence) + Send),
    ) -> Result<VendorComputed, AppError> {
        let service = self.service(town, month, basis).await?;
        let mut tally = VendorTally::new(terms, &basis.registry, month);
        self.each_incident(town, month, basis.position, &mut |incident| {
            tally.incident(incident, Some(listen));
        })
        .await?;
        let (findings, incidents) = tally.finish(&service, Some(listen));
        Ok(VendorComputed {
            log_position: basis.position,
            log_hash: basis.hash.clone(),
            incidents,
            findings,
        })
    }

    /// The very records behind a clause's finding: of the drafted assessment at the position that it
    /// rests on.
    ///
    /// # Errors
    /// `no_such_assessment` before a draft, `no_such_clause`, or the store's failure.
    pub async fn explain_clause(
        &self,
        town: &TownId,
        project: &ProjectId,
        month: Month,
        clause: &ItemId,
    ) -> Result<(VendorMonth, Vec<Evidence>), AppError> {
        let found = self.vendor_month(town, project, month).await?;
        let (state, _) =
            found.ok_or_else(|| AppError::Refused(VendorRejection::NotDrafted.into()))?;
        if state.terms.clause(clause).is_none() {
            let none = VendorRejection::NoClause(clause.clone());
            return Err(AppError::Refused(none.into()));
        }
        let (position, hash) = (state.computed.log_position, state.computed.log_hash.clone());
        let basis = self.basis_at(town, position, hash, state.computed_at);
        let basis = basis.await?;
        let mut evidence = Vec::new();
        self.findings(town, month, &state.terms, &basis, &mut |one| {
            if one.part == *clause {
                evidence.push(one);
            }
        })
        .await?;
        Ok((state, evidence))
    }

    /// Gives a command to the vendor's month. What is decided enters the project's ledger, once.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], what the rules refuse, or the store's failure.
    pub async fn assess_vendor(
        &self,
        town: &TownId,
        order: Order,
        project: &ProjectId,
        month: Month,
        command: &VendorCommand,
    ) -> Result<Acted<VendorMonth>, AppError> {
        let book = self.book(town).await?;
        let terms = book.project(project)?.terms(month).cloned();
        let computed = match (command, &terms) {
            (VendorCommand::Draft, Some(terms)) => {
                let basis = self.basis(town).await?;
                Some(
                    self.findings(town, month, terms, &basis, &mut |_| {})
                        .await?,
                )
            }
            _ => None,
        };
        let by = order.actor.account.clone();
        let facts = VendorFacts {
            by: &by,
            terms: terms.as_ref(),
            computed: computed.as_ref(),
            offset: book.registry.utc_offset(),
            grace: book.policy()?.entry_grace_seconds,
        };
        let id = vendor_id(project, month);
        let acted = self
            .act::<VendorMonth>(town, order.clone(), &id, command, facts)
            .await?;
        if acted.state.stage == VendorStage::Decided {
            self.enter_deduction(town, &order, project, &id, &acted)
                .await?;
        }
        Ok(acted)
    }

    /// Enters the deduction into the ledger, unless it stands there: also when the command is sent
    /// again because its first answer was lost on the way.
    async fn enter_deduction(
        &self,
        town: &TownId,
        order: &Order,
        project: &ProjectId,
        id: &str,
        acted: &Acted<VendorMonth>,
    ) -> Result<(), AppError> {
        let book = self.book(town).await?;
        let offset = book.registry.utc_offset();
        let Some(mut entry) = acted.state.entry(|at| offset.day(at)) else {
            return Ok(());
        };
        let stands = book.project(project)?.entries().iter();
        let mut stands = stands.filter(|one| one.reference == entry.reference);
        if stands.next().is_some() {
            return Ok(());
        }
        // It lessens what is owed under the vendor's own contract.
        let mut contracts = book.project(project)?.contracts().iter();
        let vendor = &acted.state.terms.vendor;
        let own = contracts.find(|one| one.supplier == *vendor && one.signed <= entry.day);
        entry.contract = own.map(|one| one.id.clone());
        let stream = stream_of::<VendorMonth>(id);
        let order = follows(order, &format!("{stream}@booked"));
        let record = ProjectRecord::Booked(entry);
        self.record_project(town, &order, project, &[record]).await
    }

    /// Whether the deduction of a decided month stands in the ledger.
    ///
    /// # Errors
    /// [`AppError::NoSuchProject`], or the store's failure.
    pub async fn is_booked(&self, town: &TownId, state: &VendorMonth) -> Result<bool, AppError> {
        let book = self.book(town).await?;
        let reference = state.stream();
        let mut entries = book.project(&state.project)?.entries().iter();
        Ok(entries.any(|one| one.reference.as_deref() == Some(reference.as_str())))
    }

    /// A page of vendors' months, last month first.
    ///
    /// # Errors
    /// The store's failure.
    pub async fn vendor_months(
        &self,
        town: &TownId,
        before: Option<&str>,
        limit: u64,
    ) -> Result<VendorMonths, AppError> {
        let limit = limit.clamp(1, 120);
        let before = before.map(|id| Filter {
            column: "id",
            op: Op::Lt,
            value: Value::Text(id.into()),
        });
        let query = Query {
            table: &VENDOR_ASSESSMENT,
            town: town.clone(),
            columns: vec!["id", "month", "project"],
            filters: before.into_iter().collect(),
            order: vec![("id", true)],
            limit: Some(limit.saturating_add(1)),
        };
        let rows = self.store().rows(query).await?;
        let more = rows.len() as u64 > limit;
        let (mut months, mut last) = (Vec::new(), None);
        for row in rows.iter().take(usize::try_from(limit).unwrap_or(120)) {
            if let [Value::Text(id), Value::Text(month), Value::Text(project)] = &row[..]
                && let (Ok(month), Ok(project)) = (month.parse(), ProjectId::new(project))
                && let Some(found) = self.vendor_month(town, &project, month).await?
            {
                months.push(found);
                last = Some(id.to_string());
            }
        }
        Ok(VendorMonths {
            months,
            next: last.filter(|_| more),
        })
    }
}
