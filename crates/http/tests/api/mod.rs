mod document;
mod forms;
mod guard;
mod lapses;
mod life;
mod live;
mod refusals;
mod tools;
