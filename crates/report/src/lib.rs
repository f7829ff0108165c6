//! The form and the reports: views to PDF, XLSX, JSON.
