# Les mots des pages, en français. Les guillemets et les signes doubles ont leurs espaces insécables.

number = { $n }
date = { $day ->
    [1] 1er
   *[other] { $day }
  } { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
  } { $year }
short-date = { $day ->
    [1] 1er
   *[other] { $day }
  } { $month ->
    [1] janv.
    [2] févr.
    [3] mars
    [4] avr.
    [5] mai
    [6] juin
    [7] juill.
    [8] août
    [9] sept.
    [10] oct.
    [11] nov.
   *[12] déc.
  } { $year }
or = ou

## Le cadre des pages

skip = Aller au contenu
main-nav = Principale
documents = Documents
help = Aide
help-title = Aide et clavier (?)
other-language = English
to-dark = Passer au thème sombre
to-light = Passer au thème clair
foot-name = Signe qui, dans un texte, envoie le lecteur ailleurs.
foot-reuse = Textes © Union européenne, réutilisés avec mention de la source (décision 2011/833/UE) ; seules font foi les versions publiées au Journal officiel.
syntax = Syntaxe des recherches
about-index = À propos de l’index
accessibility = Accessibilité
keys = Clavier
letter-keys = Touches d’une lettre actives
close = Fermer
all-help = Toute l’aide
back-to-search = Retour à la recherche
pages-nav = Pages de la liste
previous = Précédents
next = Suite
next-documents = Documents suivants
from-to = { $what } à { $other }
beyond = La liste s’arrête avant cette page.
to-beginning = Revenir au début

## La boîte de recherche

ask-label = Rechercher un sujet, une référence ou un article
ask-placeholder = Un sujet, une référence, un article…
search = Rechercher
suggestions = Suggestions
suggest-terms = Mots
suggest-topics = Thèmes
suggest-instruments = Instruments
suggest-documents = Documents
suggest-in-notes = dans les notes de bas de page

## Le clavier

key-slash = aller à la recherche ; dans un document, chercher dans ce document
key-arrows = parcourir les suggestions ; Entrée choisit, Échap ferme
key-jk = passage suivant, passage précédent
key-tab = les liens du passage, l’un après l’autre
key-help = cette aide

## La première page

home-title = Rechercher dans les documents de sécurité de l’Union
hint-slash = chercher depuis toute page
hint-arrow = parcourir les suggestions
hint-help = tout le clavier
way-reference = Une référence
way-reference-text = Dans toutes ses graphies : chaque passage et chaque note qui la cite.
way-topic = Un sujet
way-topic-text = Les mots sous toutes leurs formes, les synonymes du thésaurus derrière.
way-follow = Un instrument
way-follow-text = Ce qu’il est, qui le cite, année par année, et ce qui est cité avec lui.
example-spelling = sa graphie importe peu
example-name = par son nom
example-article = l’article, puis ce qui le cite, point par point
example-address = une adresse collée convient aussi
example-words = les passages et leurs notes
example-phrase = l’expression exacte
example-notes = dans les notes de bas de page seulement
example-without = exclure un mot, borner les années
example-instrument = sa page, à suivre par un fil Atom
example-documents = les derniers d’abord
example-help = la syntaxe et le clavier
latest = Derniers documents
all-documents = Tous les documents
updated = mis à jour le { $what }
empty-index = L’index est vide : la commande « renvoi ingest CHEMIN » y met des documents.

## Nombres

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
    [0] jamais cité
   *[other] cité { $n } fois
  }
others-n = { $n ->
    [one] { $n } autre
   *[other] { $n } autres
  }
active-n = { $n ->
    [one] { $n } filtre actif
   *[other] { $n } filtres actifs
  }
formal-n = { $n ->
    [one] { $n } formelle
   *[other] { $n } formelles
  }
inferred-n = { $n ->
    [one] { $n } déduite
   *[other] { $n } déduites
  }
others-in-document = { $n ->
    [one] { $n } autre passage dans ce document
   *[other] { $n } autres passages dans ce document
  }
and-more = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
  }
page-n = p. { $n }
note-number = note { $n }

## Les résultats

results-for = Résultats pour « { $what } »
for-query = pour « { $what } »
searching = Recherche en cours ; les résultats précédents restent affichés.
search-failed = La recherche n’a pas abouti ; les résultats affichés sont les précédents.
about-search = À propos de cette recherche
no-passage = Aucun passage
try-spelling = Essayer avec cette orthographe :
in-replaced = { $n ->
    [one] Chercher aussi dans les versions remplacées : { $n } passage
   *[other] Chercher aussi dans les versions remplacées : { $n } passages
  }
maybe = Peut-être :
without-filter = Sans le filtre « { $what } » :
active-filters = Filtres actifs
remove-filter = retirer ce filtre
clear-all = Tout effacer
sort-relevance = par pertinence
sort-newest = récents d’abord
sort-oldest = anciens d’abord
by-document = un par document
understood = Compris ainsi
widened = « { $what } », et derrière : { $other }
explained = { $what } ({ $n ->
    [one] expliqué { $n } fois
   *[other] expliqué { $n } fois
  })
exactly = { $what } exactement
as-words = Chercher plutôt les mots { $what }
see-also = Voir aussi
follow = Suivre
feed-of-search = Fil Atom de cette recherche
role-own = dans l’acte
role-cites = renvoie à l’acte
lost-note = Texte absent de la source
nearly-same = Presque le même texte qu’un
better-place = passage mieux placé
cites = Cite
link = Lien
link-copied = Lien permanent copié.
open = Ouvrir
open-in-text = Ouvrir dans le texte
inferred = déduite
permanent-address = Adresse permanente du passage
one-note = Note { $n }
notes-from-to = Notes { $what } à { $other }
notes-listed = Notes { $what }
note-with-words = { $what }, avec les mots cherchés
notes-with-words = { $what }, { $n } avec les mots cherchés
version-of = version du { $what }
version-replaced = version du { $what }, remplacée
adopted-replaced = texte adopté, remplacé
place-article = art. { $what }
place-recital = cons. { $what }
replaced-by = Abrogé ou remplacé par
certainty = Certitude
certainty-all = Toutes
certainty-formal = Formelles
certainty-inferred = Déduites
certainty-said = Formelle : le numéro est écrit. Déduite : le texte nomme l’acte autrement.

## Les facettes

refine = Affiner
refine-results = Affiner les résultats
facet-type = Type
facet-year = Année
facet-institution = Institution
facet-kind = Passage ou note
facet-topic = Thème
facet-cited = Instrument cité
facet-cited-beside = Cité à côté
facet-language = Langue
from-year = De l’année
to-year = À l’année
apply-years = Borner
filter-type = Type : { $what }
filter-institution = Institution : { $what }
filter-annee = Années { $what }
filter-genre = { $what }
filter-note = { $what }
filter-note-oui = Notes seulement
filter-note-non = Sans les notes
filter-theme = Thème : { $what }
filter-ref = Cite { $what }
filter-dans = Dans { $what }
filter-article = Article { $what }
filter-section = Sous « { $what } »
filter-langue = Langue : { $what }
filter-certitude = { $what }
filter-certitude-formelle = Citations formelles
filter-certitude-deduite = Citations déduites
filter-versions = { $what }
filter-versions-toutes = Toutes les versions
filter-versions-derniere = Dernière version
filter-excluded = Sans : { $what }
kind-paragraph = paragraphe
kind-heading = titre
kind-list-item = point
kind-box = encadré
kind-footnote = note
kind-recital = considérant
kind-table-row = ligne de tableau
kinds-paragraph = Paragraphes
kinds-heading = Titres
kinds-list-item = Points
kinds-box = Encadrés
kinds-footnote = Notes de bas de page
kinds-recital = Considérants
kinds-table-row = Lignes de tableaux
type-directive = Directive
type-reglement = Règlement
type-decision = Décision
type-recommandation = Recommandation
type-avis = Avis
type-resolution = Résolution
type-fiche = Fiche
type-arret = Arrêt
type-rapport = Rapport
type-rectificatif = Rectificatif
type-document = Document
type-communication = Communication
language-fr = français
language-en = anglais
language-ja = japonais
institution-commission = Commission
institution-legislator = Parlement européen et Conseil
institution-council = Conseil
institution-joint = Commission et haut représentant
institution-european-council = Conseil européen
institution-parliament = Parlement européen
institution-bank = Banque centrale européenne
institution-court = Cour de justice
institution-general-court = Tribunal
institution-auditors = Cour des comptes
institution-council-of-europe = Conseil de l’Europe
institution-human-rights = Cour européenne des droits de l’homme
institution-united-nations = Nations unies

## La fiche d’un instrument

in-index = dans l’index
not-in-index = hors de l’index
date-label = Date
celex-open = (l’index ne tranche pas)
read = lire
read-here = Lire dans Renvoi
articles-beside = Articles voisins
instrument-page = Page de l’instrument
feed = Fil Atom
by-year-said = Citations par année : { $what }

## Ce qui n’a pas abouti

problem-parameter = Paramètre refusé
problem-unknown-parameters = Paramètre inconnu : { $what }. Cette adresse connaît : { $other }.
problem-no-parameters = Paramètre inconnu : { $what }. Cette adresse n’a pas de paramètre.
problem-value = { $what } ne peut pas valoir « { $other } ».
problem-range = { $what } : de { $first } à { $last }.
problem-window = offset et limit : les { $what } premiers résultats seulement peuvent être lus.
problem-missing = Il manque le paramètre { $what }.
problem-twice = Le paramètre { $what } est donné plusieurs fois.
problem-not-text = L’adresse n’est pas de l’UTF-8.
problem-not-a-reference = Référence inconnue
problem-not-a-reference-detail = « { $what } » n’est pas une référence : écrivez COM(2020) 605, (UE) 2022/2555 ou 32016L1148.
problem-several-instruments = Plusieurs instruments
problem-several-instruments-detail = « { $what } » peut désigner plusieurs instruments : ouvrez celui qui est voulu.
problem-no-document = Document introuvable
problem-no-document-detail = Le document « { $what } » n’est pas dans l’index.
problem-no-passage = Passage introuvable
problem-no-passage-detail = Le passage « { $what } » n’est pas dans l’index.
problem-no-place = Passage introuvable
problem-no-such-address = Page introuvable
problem-no-such-address-detail = Rien à l’adresse { $what }.
problem-method = Méthode refusée
problem-method-detail = Cette méthode n’est pas admise ici : l’en-tête Allow nomme celles qui le sont.
problem-busy = Serveur occupé
problem-busy-detail = Trop de recherches à la fois : réessayez dans un instant.
problem-late = Recherche trop longue
problem-late-detail = La recherche a pris trop de temps : précisez-la, ou réessayez plus tard.
problem-internal = Erreur interne
problem-internal-detail = L’index n’a pas pu répondre ; l’incident est au journal du serveur.

## La page d’un instrument

on-this-page = Sur cette page
take-away = Emporter
by-year = Citations par année
citing-documents = Documents qui le citent
cited-places = Ce qui en est cité
citing-passages = Passages qui le citent
around = Autour de { $what }
around-said = à gauche ce qui le cite, à droite ce que les mêmes passages citent
as-table = La même chose en tableau
cite-it = Le citent
cited-with = Cités avec lui
texts = Textes
corrigenda = Rectificatifs
procedure = Procédure
search-citing = Chercher ce qui le cite
in-documents = { $n ->
    [one] dans { $n } document
   *[other] dans { $n } documents
  }
of-which-own = { $n ->
    [one] dont { $n } dans le document lui-même
   *[other] dont { $n } dans le document lui-même
  }
all-versions = { $n } en comptant chaque version
nothing-cites = Rien ne le cite dans l’index.
document = Document
notes-word = Notes
total = Total
in-itself = Dans le document lui-même
itself = lui-même
consolidated-on = version consolidée du { $what }
as-adopted = texte adopté
part-n = partie { $what }
path-art = article { $what }
path-cons = considérant { $what }
path-ann = annexe { $what }
path-chap = chapitre { $what }
path-titre = titre { $what }
path-sect = section { $what }

## La lecture

contents = Sommaire
contents-and-find = Sommaire et recherche dans le document
in-this-document = Dans ce document
find-here = Chercher dans ce document
found-n = occurrences
found-none = Aucune occurrence
found-at = sur
previous-match = Occurrence précédente
next-match = Occurrence suivante
corrects = Rectifie
older-version = Version remplacée :
newest-version = lire la plus récente
copy-of = Ce fichier a le même texte que celui-ci, qui est cherché à sa place :
who-cites = Qui le cite
missing-n = { $n ->
    [one] dont { $n } que la source a perdue
   *[other] dont { $n } que la source a perdues
  }
other-texts = { $n ->
    [one] { $n } autre texte du même instrument
   *[other] { $n } autres textes du même instrument
  }
source-file = Source : { $what }
same-text-in = le même texte, { $what } : { $other }
corrigendum-of = rectificatif du { $what }
loose-notes = Notes sans appel
back-to-call = retour à l’appel de la note { $what }

## L’aide

syntax-text = Une recherche est lue aussi bien que possible : ce qui n’a pu être lu est dit au-dessus des résultats.
one-types = On écrit
one-finds = On trouve
example-about = l’acte d’abord, puis ce qui y renvoie
example-boolean = des mots combinés
example-wildcard = les mots qui commencent ainsi
example-filters = ce qui cite un instrument, dans un type de document
syntax-filters = Filtres :
keys-text = Les touches d’une lettre n’agissent jamais pendant la frappe, ni avec Ctrl, Alt ou Meta. L’aide qu’ouvre la touche ? permet de les désactiver.
index-text = « Rien ne le cite » se lit avec cette date et ces nombres : ce qui n’est pas dans l’index n’est pas cherché.
accessibility-text = Les pages visent le niveau AA des WCAG 2.1 (norme EN 301 549) : tout se fait au clavier, se lit sans script, à 200 % et sur un téléphone, dans les deux thèmes. Elles sont vérifiées à chaque version par axe-core dans un navigateur.

## Les fils

feed-title = Renvoi : { $what }

## Les tableaux

table-of = { $what } : tableau
rest-of-table = { $what } : suite du tableau

## Les liens permanents

link-moved = Ce passage a changé de place depuis que le lien a été fait : il est maintenant { $what }. Son texte est le même.
link-within = Le texte du lien fait maintenant partie d’un autre passage, { $what }, ou y commence.
link-changed = Le texte du lien a été modifié depuis. Voici l’endroit qui en a gardé le début ou la fin : { $what }.
link-lost = Le texte du lien n’est plus dans ce document.
link-unreadable = L’empreinte du texte, dans l’adresse, est illisible : le document est montré sans elle.
place-note = note { $what }
go-there = Y aller

## Ce qui était cherché

sought-n = { $n ->
    [0] « { $what } » : aucun passage de ce document
    [one] « { $what } » : { $n } passage dans ce document
   *[other] « { $what } » : { $n } passages dans ce document
  }
previous-place = Passage précédent
next-place = Passage suivant
n-of = { $what } sur { $other }
back-to-results = Revenir aux résultats

## Deux versions

compare-with = Comparer avec
compared = { $what } : versions comparées
compared-from = Avant :
compared-to = Après :
parts-changed = { $n ->
    [one] { $n } partie modifiée
   *[other] { $n } parties modifiées
  }
parts-added = { $n ->
    [one] { $n } ajoutée
   *[other] { $n } ajoutées
  }
parts-removed = { $n ->
    [one] { $n } retirée
   *[other] { $n } retirées
  }
parts-same = { $n ->
    [one] { $n } inchangée
   *[other] { $n } inchangées
  }
words-added = { $n ->
    [0] aucun mot ajouté
    [one] { $n } mot ajouté
   *[other] { $n } mots ajoutés
  }
words-removed = { $n ->
    [0] aucun retiré
    [one] { $n } retiré
   *[other] { $n } retirés
  }
part-added = ajouté
part-removed = retiré
not-there = Ne s’y trouve pas
without-recitals = Une des deux versions n’a pas de considérants, comme tout texte consolidé : le préambule et les signatures ne sont pas comparés.
nothing-changed = Les deux versions ont le même texte.

## Ce qui est envoyé

problem-too-large = Envoi trop long
problem-too-large-detail = Un envoi a { $what } octets au plus : envoyez le texte par parties.
problem-media-type = Type de contenu refusé
problem-media-type-detail = Cette adresse attend du JSON : l’en-tête Content-Type doit être application/json.
problem-body = Envoi illisible
problem-body-detail = Le JSON envoyé n’est pas ce qui est attendu : {"{"}"text": "…"{"}"} ({ $what }).

## Qui demande

problem-too-many = Trop de demandes
problem-too-many-detail = Vous demandez plus souvent que ce serveur ne l’admet : attendez { $what } s.
problem-unauthorized = Jeton demandé
problem-unauthorized-detail = Cette adresse demande un jeton : envoyez l’en-tête Authorization: Bearer, suivi du jeton que le service vous a donné.

## L’API

api = API
api-text = Ce que l’API demande et répond. Les programmes en lisent la description, au format OpenAPI, à l’adresse
api-example = Par exemple :
api-parameters = Paramètres
api-parameters-of = les paramètres de { $what }
api-body = Corps de la requête
api-body-of = le corps de { $what }
api-answers = Réponses
api-answers-of = les réponses de { $what }
api-types = Types
api-name = Nom
api-type = Type
api-about = Description
api-required = obligatoire
api-status = Code

recitals = Considérants
no-such-place = Cet endroit n’est pas dans ce document.
nothing-hint = Vérifiez l’orthographe, essayez moins de mots ou un mot voisin ; une référence s’écrit comme on veut.
other-versions-n = { $n ->
    [one] et { $n } version antérieure ou copie
   *[other] et { $n } versions antérieures ou copies
}
