//! The table of families and the kinds of instrument that they name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Family, act, celex_number, commission, council, council_of_europe, court, journal,
    research_centre, united_nations,
};

/// Makes [`FAMILIES`] and [`Kind`] of the list of families, each with the kinds of its instruments.
macro_rules! families {
    ($($module:ident { $($(#[doc = $doc:literal])+ $kind:ident,)+ })+) => {
        /// All families. Where a word may begin references of several, the first one is asked first.
        pub(crate) const FAMILIES: &[&Family] = &[$(&$module::FAMILY),+];

        /// The kinds of instrument.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
        )]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum Kind {
            $($($(#[doc = $doc])+ $kind,)+)+
        }

        impl Kind {
            /// All kinds, in the order of the table of families.
            pub const ALL: &[Self] = &[$($(Self::$kind,)+)+];

            /// The family that has instruments of this kind.
            pub(crate) fn family(self) -> &'static Family {
                match self {
                    $($(Self::$kind)|+ => &$module::FAMILY,)+
                }
            }
        }
    };
}

families! {
    celex_number {
        /// A document known by its CELEX number alone, of a kind that has no other name here.
        Celex,
    }
    journal {
        /// An issue of the Official Journal, or an item of it since October 2023.
        Oj,
    }
    commission {
        /// A Commission document for the other institutions: `COM(2020) 605`.
        Com,
        /// A staff working document, since 2012: `SWD(2020) 152`.
        Swd,
        /// A document of the Secretariat-General, and staff working documents before 2012: `SEC(2006) 1243`.
        Sec,
        /// A document of the Commission and the High Representative: `JOIN(2018) 16`.
        Join,
        /// An act the Commission adopts by itself: `C(2017) 6100`.
        C,
    }
    court {
        /// A case before the Court of Justice or the General Court: `C-131/12`.
        Case,
        /// A judgment by its European case-law identifier.
        Ecli,
    }
    council {
        /// A Council document: `ST 9916/17`.
        Council,
    }
    united_nations {
        /// A resolution of the United Nations Security Council.
        UnResolution,
    }
    council_of_europe {
        /// A treaty of the Council of Europe: `STCE 185`.
        CouncilOfEurope,
    }
    research_centre {
        /// A publication of the Joint Research Centre: `JRC120307`.
        Jrc,
    }
    act {
        /// A directive.
        Directive,
        /// A regulation.
        Regulation,
        /// A decision.
        Decision,
        /// A framework decision of the former third pillar.
        FrameworkDecision,
        /// A recommendation published as a numbered act.
        Recommendation,
        /// An act whose type no word tells.
        Act,
    }
}
