#!/bin/sh
# Makes the text dumps of ../sample again from the Markdown beside this script.
#   TIKA_LIB=DIR ./make.sh [OUT]
# DIR holds org.apache.tika:tika-app:2.9.2 with its dependencies. Also needs pandoc, LibreOffice (soffice), Java,
# and Python 3 with python-docx. OUT is where the dumps go (default: ../sample).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/../sample}
: "${TIKA_LIB:?the directory of the Tika jars}"
word="fiche-sri-2 fiche-cer fiche-rgpd fiche-armes-a-feu fiche-strategie-union-securite"
plain="fiche-dora fiche-pnr"
spaced="fiche-preuves-electroniques fiche-menaces-hybrides fiche-contenus-terroristes"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$out"

# The wide layout: a page number in the footer, and leading large enough for PDFBox to put a blank line after each line.
pandoc -o "$tmp/plain-style.docx" --print-default-data-file reference.docx
python3 - "$tmp/plain-style.docx" "$tmp/wide-style.docx" <<'PY'
import sys
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
document = Document(sys.argv[1])
for style in document.styles:
    if style.type != WD_STYLE_TYPE.PARAGRAPH:
        continue
    note = style.name.lower().startswith("footnote")
    style.font.name = "Liberation Serif"
    style.font.size = Pt(9 if note else 11)
    style.paragraph_format.line_spacing = 1.0 if note else 1.6
page = document.sections[0].footer.paragraphs[0]
page.alignment = WD_ALIGN_PARAGRAPH.CENTER
page._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>'))
document.save(sys.argv[2])
PY

# A tab after a heading's number is kept as a tab, as a Word author types it; pandoc would make it a space.
docx() { # NAME STYLE
    sed 's|^\(#\{1,6\} [0-9IVX]\{1,\}\.\)	|\1`<w:r><w:tab/></w:r>`{=openxml}|' "$here/$1.md" |
        pandoc -f markdown-smart-auto_identifiers --reference-doc "$tmp/$2-style.docx" -o "$tmp/$1.docx"
}
export='pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"false"}}' # Tika would print the outline after the text
pdf() { soffice --headless "-env:UserInstallation=file://$tmp/office" --convert-to "$export" --outdir "$tmp" "$tmp/$1.docx" >/dev/null 2>&1; }
text() { java -cp "$TIKA_LIB/*" org.apache.tika.cli.TikaCLI -t "$tmp/$1.$2" >"$tmp/$1.txt" 2>/dev/null; mv "$tmp/$1.txt" "$out/"; }

for name in $word; do docx "$name" plain; text "$name" docx; done
for name in $plain; do docx "$name" plain; pdf "$name"; text "$name" pdf; done
for name in $spaced; do docx "$name" wide; pdf "$name"; text "$name" pdf; done
