//! Faults of keyword rules, stations' hours, protocols and of how words of danger are looked for.

use super::refusals::{Case, Change::Write};

pub(super) const GUIDANCE: &[Case] = &[
    (
        "keywords.toml",
        Write(b"[[rule]]\ncategory = \"environment\"\nsubcategory = \"boat\"\nweight = 3\nwords = [\"a\"]\n"),
        "keywords.toml:3:15: rule[1].subcategory: the subcategory stands under another category",
    ),
    (
        "keywords.toml",
        Write(b"[[rule]]\ncategory = \"environment\"\nsubcategory = \"noise\"\nweight = 0\nwords = []\n"),
        "keywords.toml:3:15: rule[1].subcategory: there is no subcategory `noise`\n\
         keywords.toml:4:10: rule[1].weight: must be a whole number from 1 to 100, found 0\n\
         keywords.toml:5:9: rule[1].words: must have one entry at the least",
    ),
    (
        "stations.toml",
        Write(b"[[hours]]\nstation = \"none\"\nareas = [\"north\"]\nwindows = [{ weekdays = [1], from = \"22:00\", to = \"26:00\" }]\n"),
        "stations.toml:2:11: hours[1].station: there is no station `none`\n\
         stations.toml:3:10: hours[1].areas[1]: there is no area `north`\n\
         stations.toml:4:51: hours[1].windows[1].to: must be a time of day such as \"08:00\", found \"26:00\"",
    ),
    (
        "protocols.toml",
        Write(b"[[protocol]]\ncategory = \"noise\"\nversion = 1\ntitle = \"t\"\nfrom = 2025-03-01\nquestions = [{ ask = \"q\" }]\nsteps = [{ by = \"nobody\", text = \"s\" }]\ndepartments = [\"none\"]\nhint = 1\n"),
        "protocols.toml:2:12: protocol[1].category: must be one of environment, housing, assistance, joint_response, dispute, found \"noise\"\n\
         protocols.toml:7:17: protocol[1].steps[1].by: must be one of desk, crew, department, found \"nobody\"\n\
         protocols.toml:8:16: protocol[1].departments[1]: there is no department `none`\n\
         protocols.toml:9:1: protocol[1]: unknown key `hint`; known here: category, subcategory, version, title, from, until, questions, steps, never, to_police_when, departments, change",
    ),
    (
        "protocols.toml",
        Write(b"[[protocol]]\n"),
        "protocols.toml:1:1: protocol[1]: `category` is missing\n\
         protocols.toml:1:1: protocol[1]: `version` is missing\n\
         protocols.toml:1:1: protocol[1]: `title` is missing\n\
         protocols.toml:1:1: protocol[1]: `from` is missing\n\
         protocols.toml:1:1: protocol[1]: `questions` is missing\n\
         protocols.toml:1:1: protocol[1]: `steps` is missing",
    ),
];
