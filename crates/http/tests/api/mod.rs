mod document;
mod forms;
mod guard;
mod life;
mod live;
mod refusals;
mod tools;
