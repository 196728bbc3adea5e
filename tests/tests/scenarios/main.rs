//! Scenarios that leave the machine room for others: one program for all of them, as to link one takes longer than to
//! run most. What fills a machine, or is started by its name, has a program of its own beside this folder.

mod attack;
mod chat;
mod conformance;
mod fight;
mod interop;
mod layering;
mod misbehave;
mod openapi;
mod process;
mod rooms;
mod text;
mod tickets;
