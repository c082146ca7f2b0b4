//! What a short form may look back to: the acts that a passage has named, type by type.

use crate::citation::Instrument;
use crate::families::act::Type;
use crate::{Form, Kind};

/// What has been named of one type so far.
#[derive(Clone, Debug, Default)]
pub(crate) enum Named {
    #[default]
    Nothing,
    One(Box<Instrument>),
    /// Several, or one that has no number: *une directive*.
    Several,
}

impl Named {
    fn add(&mut self, other: &Self) {
        *self = match (std::mem::take(self), other) {
            (Self::Nothing, other) => other.clone(),
            (one, Self::Nothing) => one,
            (Self::One(one), Self::One(other)) if one.key == other.key => Self::One(one),
            _ => Self::Several,
        };
    }
}

/// The types told apart: those of acts, then the forms of regulations, decisions and directives.
const SLOTS: usize = 8;

/// What has been named of each type.
#[derive(Clone, Debug, Default)]
pub(crate) struct Antecedents {
    slots: [Named; SLOTS],
}

fn slot(what: Type, form: Option<Form>) -> usize {
    match (what, form) {
        (_, Some(Form::Delegated)) => 0,
        (_, Some(Form::Implementing)) => 1,
        (Type::Directive, _) => 2,
        (Type::Regulation, _) => 3,
        (Type::Decision, _) => 4,
        (Type::FrameworkDecision, _) => 5,
        (Type::Recommendation, _) => 6,
        (Type::CommonPosition, _) => 7,
    }
}

impl Antecedents {
    /// An instrument was named.
    pub(crate) fn cite(&mut self, what: &Instrument) {
        let one = Named::One(Box::new(what.clone()));
        if let Some(act) = type_of(what.kind) {
            self.add(slot(act, None), &one);
            if let Some(form) = what.attributes.form {
                self.add(slot(act, Some(form)), &one);
            }
        } else if what.kind == Kind::Act {
            // Its type is not known, so that it may be what any short form means.
            self.slots = std::array::from_fn(|_| Named::Several);
        }
    }

    /// An act without a number was spoken of.
    pub(crate) fn rival(&mut self, what: Type, form: Option<Form>) {
        self.add(slot(what, None), &Named::Several);
        if form.is_some() {
            self.add(slot(what, form), &Named::Several);
        }
    }

    /// Adds all that was named elsewhere.
    pub(crate) fn join(&mut self, other: &Self) {
        for (slot, named) in self.slots.iter_mut().zip(&other.slots) {
            slot.add(named);
        }
    }

    /// What has been named of a type.
    pub(crate) fn of(&self, what: Type, form: Option<Form>) -> &Named {
        self.slots.get(slot(what, form)).unwrap_or(&Named::Several)
    }

    fn add(&mut self, slot: usize, named: &Named) {
        if let Some(slot) = self.slots.get_mut(slot) {
            slot.add(named);
        }
    }
}

/// The type of act of a kind.
pub(crate) fn type_of(kind: Kind) -> Option<Type> {
    Some(match kind {
        Kind::Directive => Type::Directive,
        Kind::Regulation => Type::Regulation,
        Kind::Decision => Type::Decision,
        Kind::FrameworkDecision => Type::FrameworkDecision,
        Kind::Recommendation => Type::Recommendation,
        _ => return None,
    })
}
