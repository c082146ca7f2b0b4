//! The table of families and the kinds of instrument that they name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Family, act, advisory, agency, auditors, celex_number, central_bank, commission, council,
    council_of_europe, court, data_protection, human_rights, journal, parliament, procedure,
    research_centre, standard, treaty, united_nations,
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

            /// What to ask for instead of a reference of this kind that has no CELEX number.
            pub fn advice(self) -> &'static str {
                self.family().advice
            }

            /// Who issues what has a number of this kind, in French, where its number alone says it.
            pub fn institution(self) -> Option<&'static str> {
                (self.family().institution)(self)
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
    procedure {
        /// A procedure: `2021/0136(COD)`.
        Procedure,
    }
    court {
        /// A case before the Court of Justice or the General Court, or an opinion: `C-131/12`, `26/62`, `Avis 1/15`.
        Case,
        /// A judgment by its European case-law identifier.
        Ecli,
    }
    human_rights {
        /// A case before the European Court of Human Rights: `CEDH 58170/13`.
        Echr,
    }
    council {
        /// A Council document: `ST 9916/17`.
        Council,
        /// A document of the European Council: `EUCO 22/20`.
        Euco,
    }
    parliament {
        /// A document of the European Parliament: `A9-0123/2023`, `P9_TA(2023)0244`.
        Parliament,
    }
    auditors {
        /// A special report or an opinion of the Court of Auditors: `RS 05/2022`.
        Auditors,
    }
    data_protection {
        /// A paper of the European Data Protection Supervisor or Board: `CEPD avis 5/2021`.
        DataProtection,
    }
    central_bank {
        /// An act or an opinion of the European Central Bank: `BCE/2014/34`.
        Ecb,
    }
    agency {
        /// A paper of a European supervisory authority: `EBA/GL/2021/02`.
        Agency,
    }
    advisory {
        /// An opinion of an advisory committee: `EESC 2020/03456`.
        Advisory,
    }
    united_nations {
        /// A resolution of the United Nations: `S/RES/2178 (2014)`, `A/RES/70/1`.
        UnResolution,
        /// A document of the United Nations: `S/2021/123`.
        Un,
    }
    council_of_europe {
        /// A treaty or a text of the Council of Europe: `STCE 185`, `CM/Rec(2018)1`.
        CouncilOfEurope,
    }
    research_centre {
        /// A publication of the Joint Research Centre: `JRC120307`.
        Jrc,
    }
    treaty {
        /// A treaty, the Charter or a protocol: `TFUE`.
        Treaty,
    }
    standard {
        /// A standard: `ISO/IEC 27001`.
        Standard,
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
