# The words of the pages, in English.

number = { $n }
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  } { $year }
short-date = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
  } { $year }
or = or

## The frame of the pages

skip = Skip to content
main-nav = Main
documents = Documents
help = Help
help-title = Help and keys (?)
other-language = Français
to-dark = Use the dark theme
to-light = Use the light theme
foot-name = A mark that sends the reader elsewhere.
foot-reuse = Texts © European Union, reused with attribution (Decision 2011/833/EU); only the versions published in the Official Journal are authentic.
syntax = Search syntax
about-index = About the index
accessibility = Accessibility
keys = Keys
letter-keys = One-letter keys on
close = Close
all-help = All help
back-to-search = Back to search
pages-nav = Pages of the list
previous = Previous
next = Next
next-documents = Next documents
from-to = { $what } to { $other }
beyond = The list ends before this page.
to-beginning = Back to the beginning

## The search box

ask-label = Search a topic, a reference or an article
ask-placeholder = A topic, a reference, an article…
search = Search
suggestions = Suggestions
suggest-terms = Words
suggest-topics = Topics
suggest-instruments = Instruments
suggest-documents = Documents
suggest-in-notes = in footnotes

## The keys

key-slash = go to the search box; in a document, find in that document
key-arrows = move through the suggestions; Enter chooses, Escape closes
key-jk = next passage, previous passage
key-tab = the links of the passage, one after the other
key-help = this help

## The first page

home-title = Search the Union’s security documents
hint-slash = search from any page
hint-arrow = move through suggestions
hint-help = all keys
way-reference = A reference
way-reference-text = In any spelling: every passage and every note that cites it.
way-topic = A topic
way-topic-text = Words in all their forms, with the synonyms of the thesaurus behind them. The texts are in French.
way-follow = An instrument
way-follow-text = What it is, what cites it, year by year, and what is cited with it.
example-spelling = spelling hardly matters
example-name = by its name
example-article = the article, then what cites it, point by point
example-address = a pasted address will do, too
example-words = passages with their notes
example-phrase = the exact phrase
example-notes = in footnotes only
example-without = leave a word out, set years
example-instrument = its page, with an Atom feed
example-documents = the latest first
example-help = syntax and keys
latest = Latest documents
all-documents = All documents
updated = updated on { $what }
empty-index = The index is empty: the command “renvoi ingest PATH” puts documents in it.

## Numbers

documents-n = { $n ->
    [one] { $n } document
   *[other] { $n } documents
  }
places-n = { $n ->
    [one] { $n } passage
   *[other] { $n } passages
  }
notes-n = { $n ->
    [one] { $n } note
   *[other] { $n } notes
  }
passages = { $n ->
    [one] { $n } passage
   *[other] { $n } passages
  }
passages-word = { $n ->
    [one] passage
   *[other] passages
  }
citations-word = { $n ->
    [one] citation
   *[other] citations
  }
cited-n = { $n ->
    [0] never cited
    [one] cited once
   *[other] cited { $n } times
  }
others-n = { $n ->
    [one] { $n } more
   *[other] { $n } more
  }
active-n = { $n ->
    [one] { $n } filter on
   *[other] { $n } filters on
  }
formal-n = { $n ->
    [one] { $n } explicit
   *[other] { $n } explicit
  }
inferred-n = { $n ->
    [one] { $n } inferred
   *[other] { $n } inferred
  }
others-in-document = { $n ->
    [one] { $n } more passage in this document
   *[other] { $n } more passages in this document
  }
and-more = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
  }
page-n = p. { $n }
note-number = note { $n }

## Results

results-for = Results for “{ $what }”
for-query = for “{ $what }”
searching = Searching; the previous results stay in sight.
search-failed = The search failed; the results in sight are the previous ones.
about-search = About this search
no-passage = No passage
try-spelling = Try this spelling:
in-replaced = { $n ->
    [one] Search replaced versions too: { $n } passage
   *[other] Search replaced versions too: { $n } passages
  }
maybe = Perhaps:
without-filter = Without the filter “{ $what }”:
active-filters = Filters that are on
remove-filter = remove this filter
clear-all = Clear all
sort-relevance = by relevance
sort-newest = newest first
sort-oldest = oldest first
by-document = one a document
understood = Understood as
widened = “{ $what }”, and behind it: { $other }
explained = { $what } ({ $n ->
    [one] explained once
   *[other] explained { $n } times
  })
exactly = { $what } exactly
as-words = Search the words { $what } instead
see-also = See also
follow = Follow
feed-of-search = Atom feed of this search
role-own = in the act
role-cites = cites the act
lost-note = Text missing from the source
nearly-same = Nearly the same text as
better-place = a passage above
cites = Cites
link = Link
link-copied = Permanent link copied.
open = Open
open-in-text = Open in the text
inferred = inferred
permanent-address = Permanent address of the passage
one-note = Note { $n }
notes-from-to = Notes { $what } to { $other }
notes-listed = Notes { $what }
note-with-words = { $what }, with your words
notes-with-words = { $what }, { $n } with your words
version-of = version of { $what }
version-replaced = version of { $what }, replaced
adopted-replaced = text as adopted, replaced
place-article = Art. { $what }
place-recital = rec. { $what }
replaced-by = Repealed or replaced by
certainty = Certainty
certainty-all = All
certainty-formal = Explicit
certainty-inferred = Inferred
certainty-said = Explicit: the number is written. Inferred: the text names the act in another way.

## Facets

refine = Refine
refine-results = Refine the results
facet-type = Type
facet-year = Year
facet-institution = Institution
facet-kind = Passage or note
facet-topic = Topic
facet-cited = Instrument cited
facet-cited-beside = Cited beside
facet-language = Language
from-year = From the year
to-year = To the year
apply-years = Apply
filter-type = Type: { $what }
filter-institution = Institution: { $what }
filter-annee = Years { $what }
filter-genre = { $what }
filter-note = { $what }
filter-note-oui = Notes only
filter-note-non = Without notes
filter-theme = Topic: { $what }
filter-ref = Cites { $what }
filter-dans = In { $what }
filter-article = Article { $what }
filter-section = Under “{ $what }”
filter-langue = Language: { $what }
filter-certitude = { $what }
filter-certitude-formelle = Explicit citations
filter-certitude-deduite = Inferred citations
filter-versions = { $what }
filter-versions-toutes = All versions
filter-versions-derniere = Latest version
filter-excluded = Without: { $what }
kind-paragraph = paragraph
kind-heading = heading
kind-list-item = point
kind-box = box
kind-footnote = note
kind-recital = recital
kind-table-row = table row
kinds-paragraph = Paragraphs
kinds-heading = Headings
kinds-list-item = Points
kinds-box = Boxes
kinds-footnote = Footnotes
kinds-recital = Recitals
kinds-table-row = Table rows
type-directive = Directive
type-reglement = Regulation
type-decision = Decision
type-recommandation = Recommendation
type-avis = Opinion
type-resolution = Resolution
type-fiche = Brief
type-arret = Judgment
type-rapport = Report
type-rectificatif = Corrigendum
type-document = Document
type-communication = Communication
language-fr = French
language-en = English
language-ja = Japanese
institution-commission = Commission
institution-legislator = European Parliament and Council
institution-council = Council
institution-joint = Commission and High Representative
institution-european-council = European Council
institution-parliament = European Parliament
institution-bank = European Central Bank
institution-court = Court of Justice
institution-general-court = General Court
institution-auditors = Court of Auditors
institution-council-of-europe = Council of Europe
institution-human-rights = European Court of Human Rights
institution-united-nations = United Nations

## The card of an instrument

in-index = in the index
not-in-index = not in the index
date-label = Date
celex-open = (the index cannot tell)
read = read
read-here = Read in Renvoi
articles-beside = Articles beside it
instrument-page = Instrument page
feed = Atom feed
by-year-said = Citations by year: { $what }

## What failed

problem-parameter = Parameter refused
problem-unknown-parameters = Unknown parameter: { $what }. This address knows: { $other }.
problem-no-parameters = Unknown parameter: { $what }. This address has no parameters.
problem-value = { $what } cannot be “{ $other }”.
problem-range = { $what }: from { $first } to { $last }.
problem-window = offset and limit: only the first { $what } results can be read.
problem-missing = The parameter { $what } is missing.
problem-twice = The parameter { $what } is given more than once.
problem-not-text = The address is not UTF-8.
problem-not-a-reference = Unknown reference
problem-not-a-reference-detail = “{ $what }” is no reference: write COM(2020) 605, (EU) 2022/2555 or 32016L1148.
problem-several-instruments = Several instruments
problem-several-instruments-detail = “{ $what }” may mean several instruments: open the one that is meant.
problem-no-document = Document not found
problem-no-document-detail = The document “{ $what }” is not in the index.
problem-no-passage = Passage not found
problem-no-passage-detail = The passage “{ $what }” is not in the index.
problem-no-place = Passage not found
problem-no-such-address = Page not found
problem-no-such-address-detail = There is nothing at { $what }.
problem-method = Method refused
problem-method-detail = This method is not allowed here: the Allow header names those that are.
problem-busy = Server busy
problem-busy-detail = Too many searches at once: try again in a moment.
problem-late = Search too long
problem-late-detail = The search took too long: make it narrower, or try again later.
problem-internal = Internal error
problem-internal-detail = The index could not answer; the incident is in the server’s log.

## The page of an instrument

on-this-page = On this page
take-away = Take away
by-year = Citations by year
citing-documents = Documents citing it
cited-places = What of it is cited
citing-passages = Passages citing it
around = Around { $what }
around-said = left what cites it, right what the same passages cite
as-table = The same as a table
cite-it = Cite it
cited-with = Cited with it
texts = Texts
corrigenda = Corrigenda
procedure = Procedure
search-citing = Search what cites it
in-documents = { $n ->
    [one] in { $n } document
   *[other] in { $n } documents
  }
of-which-own = { $n ->
    [one] { $n } of them in the document itself
   *[other] { $n } of them in the document itself
  }
all-versions = { $n } when each version counts
nothing-cites = Nothing in the index cites it.
document = Document
notes-word = Notes
total = Total
in-itself = In the document itself
itself = itself
consolidated-on = consolidated version of { $what }
as-adopted = text as adopted
part-n = part { $what }
path-art = Article { $what }
path-cons = recital { $what }
path-ann = Annex { $what }
path-chap = Chapter { $what }
path-titre = Title { $what }
path-sect = Section { $what }

## The reader

contents = Contents
contents-and-find = Contents and search in the document
in-this-document = In this document
find-here = Find in this document
found-n = matches
found-none = No match
found-at = of
previous-match = Previous match
next-match = Next match
corrects = Corrects
older-version = Replaced version:
newest-version = read the latest
copy-of = This file has the same text as this one, which is searched in its place:
who-cites = What cites it
missing-n = { $n ->
    [one] { $n } of which the source lost
   *[other] { $n } of which the source lost
  }
other-texts = { $n ->
    [one] { $n } other text of the same instrument
   *[other] { $n } other texts of the same instrument
  }
source-file = Source: { $what }
same-text-in = the same text, { $what }: { $other }
corrigendum-of = corrigendum of { $what }
loose-notes = Notes without a call
back-to-call = back to the call of note { $what }

## Help

syntax-text = A query is read as well as it can be: what could not be read is said above the results.
one-types = One types
one-finds = One finds
example-about = the act first, then what cites it
example-boolean = words combined
example-wildcard = words that begin so
example-filters = what cites an instrument, in one type of document
syntax-filters = Filters:
keys-text = One-letter keys never act while one types, nor with Ctrl, Alt or Meta. The help that the key ? opens switches them off.
index-text = Read “nothing cites it” with this date and these numbers: what is not in the index is not searched.
accessibility-text = The pages aim at WCAG 2.1 level AA (standard EN 301 549): everything can be done by keyboard, read without scripts, at 200 % and on a phone, in both themes. axe-core checks them in a browser for each version.

## Feeds

feed-title = Renvoi: { $what }

## Tables

table-of = { $what }: table
rest-of-table = { $what }: rest of the table

## Permanent links

link-moved = This passage has moved since the link was made: it is now { $what }. Its text is the same.
link-within = The text of the link is now part of another passage, { $what }, or begins there.
link-changed = The text of the link was changed since. This is the place that kept its beginning or its end: { $what }.
link-lost = The text of the link is no longer in this document.
link-unreadable = The fingerprint of the text, in the address, cannot be read: the document is shown without it.
place-note = note { $what }
go-there = Go there

## What was searched

sought-n = { $n ->
    [0] “{ $what }”: no passage of this document
    [one] “{ $what }”: { $n } passage in this document
   *[other] “{ $what }”: { $n } passages in this document
  }
previous-place = Previous passage
next-place = Next passage
n-of = { $what } of { $other }
back-to-results = Back to the results

## Two versions

compare-with = Compare with
compared = { $what }: versions compared
compared-from = Before:
compared-to = After:
parts-changed = { $n ->
    [one] { $n } part changed
   *[other] { $n } parts changed
  }
parts-added = { $n ->
    [one] { $n } added
   *[other] { $n } added
  }
parts-removed = { $n ->
    [one] { $n } removed
   *[other] { $n } removed
  }
parts-same = { $n ->
    [one] { $n } the same
   *[other] { $n } the same
  }
words-added = { $n ->
    [0] no word added
    [one] { $n } word added
   *[other] { $n } words added
  }
words-removed = { $n ->
    [0] none removed
    [one] { $n } removed
   *[other] { $n } removed
  }
part-added = added
part-removed = removed
not-there = Not there
without-recitals = One of both versions has no recitals, as consolidated texts have none: preamble and signatures are not compared.
nothing-changed = Both versions have the same text.

## What is sent

problem-too-large = Request too long
problem-too-large-detail = A request has { $what } bytes at most: send the text in parts.
problem-media-type = Media type refused
problem-media-type-detail = This address wants JSON: the header Content-Type must be application/json.
problem-body = Unreadable request
problem-body-detail = The JSON that was sent is not what is wanted: {"{"}"text": "…"{"}"} ({ $what }).

## Who asks

problem-too-many = Too many requests
problem-too-many-detail = You ask more often than this server admits: wait { $what } s.
problem-unauthorized = Token wanted
problem-unauthorized-detail = This address wants a token: send the header Authorization: Bearer with the token that the service gave you.

## The API

api = API
api-text = What the API asks and answers. Programs read its description, in the OpenAPI format, at
api-example = For example:
api-parameters = Parameters
api-parameters-of = parameters of { $what }
api-body = Request body
api-body-of = body of { $what }
api-answers = Answers
api-answers-of = answers of { $what }
api-types = Types
api-name = Name
api-type = Type
api-about = Description
api-required = required
api-status = Status

recitals = Recitals
no-such-place = That place is not in this document.
nothing-hint = Check the spelling, try fewer words or another one; a reference may be written in any way.
other-versions-n = { $n ->
    [one] and { $n } earlier version or copy
   *[other] and { $n } earlier versions or copies
}
