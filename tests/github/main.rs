//! What runs on GitHub, run here: the action with the environment that GitHub sets, the workflows, the template
//! repository, the scripts of a release. `gh` is a stand-in that writes down what it is asked; nothing leaves
//! this machine.

mod action;
mod deal;
mod release;
mod runner;
mod template;
mod workflows;
