//! The contract suite on PostgreSQL.

use crate::place::Place;
use liandong_store::contract_tests;

contract_tests!(Place::new());
