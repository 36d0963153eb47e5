"""What a template may hold, as tables: kinds of parts, relationships, fields and settings.

What is not named here is refused or dropped; the tables say which, and `docs/sjablonen.md` tells it
to who makes a template.

Sources: ECMA-376 Part 1 (5th edition), clauses 11 and 15 (parts and relationships), 17.15.1
(settings) and 17.16.5 (field codes); Part 2, clauses 6 and 7 (names, content types); Microsoft
[MS-DOCX] 2.1 and [MS-OI29500] (relationships and fields that Office adds).
"""

from collections.abc import Mapping

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MS = "http://schemas.microsoft.com/office"
_OPEN = "application/vnd.openxmlformats-officedocument"
_WML = f"{_OPEN}.wordprocessingml"
_MAIN = f"{_WML}.document.main+xml"

HYPERLINK = f"{OFFICE}/hyperlink"
IMAGE = f"{OFFICE}/image"
MAIN_ARROW = f"{OFFICE}/officeDocument"

# The kind of a part that is made from a template with the extension .dotx, and of a document.
DOTX, DOCX = f"{_WML}.template.main+xml", _MAIN

PICTURES = frozenset(
    f"image/{each}"
    for each in (
        *(
            "png",
            "x-png",
            "jpeg",
            "jpg",
            "pjpeg",
            "gif",
            "bmp",
            "x-bmp",
            "tiff",
            "tif",
            "svg+xml",
            "webp",
        ),
        *("x-emf", "emf", "x-wmf", "wmf", "vnd.ms-photo"),
    )
)

# Arrow → the content types of what it may point to. Only a hyperlink leads out of the file.
KEPT_OF_PACKAGE: Mapping[str, frozenset[str]] = {
    MAIN_ARROW: frozenset({DOCX, DOTX}),
    f"{_PACKAGE}/metadata/core-properties": frozenset(
        {"application/vnd.openxmlformats-package.core-properties+xml"}
    ),
    # As LibreOffice writes it after an OpenDocument file: in small letters.
    f"{OFFICE.replace('officeDocument', 'officedocument')}/metadata/core-properties": frozenset(
        {"application/vnd.openxmlformats-package.core-properties+xml"}
    ),
    f"{OFFICE}/extended-properties": frozenset({f"{_OPEN}.extended-properties+xml"}),
    f"{OFFICE}/custom-properties": frozenset({f"{_OPEN}.custom-properties+xml"}),
}
KEPT: Mapping[str, frozenset[str]] = {
    HYPERLINK: frozenset(),
    IMAGE: PICTURES,
    **{
        f"{OFFICE}/{kind}": frozenset({f"{_WML}.{kind}+xml"})
        for kind in (
            *("styles", "numbering", "settings", "fontTable", "footnotes", "endnotes"),
            *("comments", "header", "footer"),
        )
    },
    f"{OFFICE}/theme": frozenset({f"{_OPEN}.theme+xml"}),
    f"{OFFICE}/themeOverride": frozenset({f"{_OPEN}.themeOverride+xml"}),
    f"{OFFICE}/chart": frozenset({f"{_OPEN}.drawingml.chart+xml"}),
    f"{OFFICE}/chartUserShapes": frozenset({f"{_OPEN}.drawingml.chartshapes+xml"}),
    **{
        f"{OFFICE}/diagram{kind}": frozenset({f"{_OPEN}.drawingml.diagram{kind}+xml"})
        for kind in ("Data", "Layout", "Colors")
    },
    f"{OFFICE}/diagramQuickStyle": frozenset({f"{_OPEN}.drawingml.diagramStyle+xml"}),
    f"{_MS}/2007/relationships/diagramDrawing": frozenset(
        {"application/vnd.ms-office.drawingml.diagramDrawing+xml"}
    ),
    f"{_MS}/2011/relationships/chartStyle": frozenset({"application/vnd.ms-office.chartstyle+xml"}),
    f"{_MS}/2011/relationships/chartColorStyle": frozenset(
        {"application/vnd.ms-office.chartcolorstyle+xml"}
    ),
    f"{_MS}/2011/relationships/commentsExtended": frozenset({f"{_WML}.commentsExtended+xml"}),
    f"{_MS}/2016/09/relationships/commentsIds": frozenset({f"{_WML}.commentsIds+xml"}),
    f"{_MS}/2018/08/relationships/commentsExtensible": frozenset(
        {f"{_WML}.commentsExtensible+xml"}
    ),
}

# Arrow → why what it points to stays behind. Nobody can take these out in Word, and no reader of a
# document would miss them. So does what no table here knows, unless the text points to it: newer
# programs add parts of their own each year.
DROPPED: Mapping[str, str] = {
    f"{OFFICE}/attachedTemplate": "het sjabloon waar het bestand ooit mee is gemaakt",
    f"{OFFICE}/mailMergeSource": "de bron van een mailing",
    f"{OFFICE}/mailMergeHeaderSource": "de bron van een mailing",
    f"{OFFICE}/recipientData": "de geadresseerden van een mailing",
    f"{_MS}/2006/relationships/recipientData": "de geadresseerden van een mailing",
    f"{OFFICE}/transform": "een omzetting bij het bewaren",
    f"{OFFICE}/customXml": "gegevens van andere programma's, zoals SharePoint en bronnenlijsten",
    f"{OFFICE}/glossaryDocument": "bouwstenen en de grijze teksten van lege invulvakken",
    f"{OFFICE}/printerSettings": "instellingen van een printer",
    f"{OFFICE}/webSettings": "instellingen voor bewaren als webpagina",
    f"{OFFICE}/font": "ingesloten lettertypen",
    f"{OFFICE}/customProperties": "eigenschappen van andere programma's",
    f"{_PACKAGE}/metadata/thumbnail": "het plaatje van de eerste bladzijde",
    f"{_PACKAGE}/digital-signature/origin": "een digitale handtekening, die niet meer geldt",
    f"{_MS}/2007/relationships/stylesWithEffects": "stijlen voor een oudere Word",
    f"{_MS}/2011/relationships/people": "namen van wie opmerkingen maakte",
    f"{_MS}/2011/relationships/webextensiontaskpanes": "invoegtoepassingen",
    f"{_MS}/2006/relationships/keyMapCustomizations": "eigen sneltoetsen en werkbalken",
    f"{_MS}/2006/relationships/ui/extensibility": "een eigen lint",
    f"{_MS}/2007/relationships/ui/extensibility": "een eigen lint",
    f"{_MS}/2006/relationships/ui/userCustomization": "een eigen werkbalk",
    f"{_MS}/2019/04/relationships/documenttasks": "taken van wie opmerkingen maakte",
    f"{_MS}/2019/05/relationships/documenttasks": "taken van wie opmerkingen maakte",
    f"{_MS}/2019/09/relationships/intelligence": "wat de Editor van Word onthield",
    f"{_MS}/2020/10/relationships/intelligence": "wat de Editor van Word onthield",
    f"{_MS}/2007/relationships/hdphoto": "een foto zoals zij was voordat Word haar bewerkte",
    f"{_MS}/2020/02/relationships/classificationlabels": "een label van de organisatie",
}

# Of these, what Word loads by itself when somebody opens a finished document.
LOADED = frozenset(
    (
        f"{_MS}/2011/relationships/webextensiontaskpanes",
        f"{_MS}/2006/relationships/ui/extensibility",
        f"{_MS}/2007/relationships/ui/extensibility",
    )
)

# Arrow → what a person sees of it in Word. These run, or bring another document along.
LIVE: Mapping[str, str] = {
    f"{OFFICE}/aFChunk": "een ander document dat wordt ingevoegd",
    f"{OFFICE}/subDocument": "een subdocument",
    f"{OFFICE}/oleObject": "een ingevoegd object",
    f"{OFFICE}/package": "een ingevoegd bestand, zoals het werkblad achter een grafiek",
    f"{OFFICE}/control": "een ActiveX-besturingselement",
    f"{OFFICE}/frame": "een frame met een andere pagina",
    f"{OFFICE}/video": "een video",
    f"{OFFICE}/audio": "geluid",
    f"{_MS}/2007/relationships/media": "een video of geluid",
    f"{_MS}/2017/06/relationships/model3d": "een 3D-model",
    f"{_MS}/2014/relationships/chartEx": "een grafiek van een nieuwere soort, zoals een waterval",
    f"{_MS}/2011/relationships/webextension": "een invoegtoepassing",
    f"{_MS}/2006/relationships/vbaProject": "macro's",
    f"{_MS}/2006/relationships/wordVbaData": "macro's",
    f"{_MS}/2006/relationships/attachedToolbars": "werkbalken met macro's",
    f"{_MS}/2006/relationships/activeXControlBinary": "een ActiveX-besturingselement",
}

# Of these, what a person may put in a document of her own: it lies in the file, and nothing happens
# before somebody clicks at it. In a template it would come into all documents.
OWNED = frozenset(
    (
        *(f"{OFFICE}/{each}" for each in ("oleObject", "package", "video", "audio")),
        *(
            f"{_MS}/{each}"
            for each in (
                *("2007/relationships/media", "2017/06/relationships/model3d"),
                *("2014/relationships/chartEx", "2011/relationships/webextension"),
            )
        ),
    )
)

# Content type → the root element that such a part begins with, without its prefix.
ROOTS: Mapping[str, tuple[str, str]] = {
    **{
        f"{_WML}.{kind}+xml": ("w", root)
        for kind, root in (
            *(("document.main", "document"), ("template.main", "document"), ("styles", "styles")),
            *(("numbering", "numbering"), ("settings", "settings"), ("fontTable", "fonts")),
            *(("footnotes", "footnotes"), ("endnotes", "endnotes"), ("comments", "comments")),
            *(("header", "hdr"), ("footer", "ftr")),
        )
    },
    f"{_OPEN}.theme+xml": ("a", "theme"),
}

# Fields that show what is in the document itself or on the computer of the reader, and that fetch,
# run and ask nothing. Anything else is refused, whatever its name.
FIELDS = frozenset(
    (
        *("=", "ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BARCODE"),
        *("BIBLIOGRAPHY", "BIDIOUTLINE", "CITATION", "COMMENTS", "COMPARE", "CREATEDATE", "DATE"),
        *("DISPLAYBARCODE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EQ", "FILENAME"),
        *("FILESIZE", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "GOTOBUTTON", "HYPERLINK"),
        *("IF", "INDEX", "INFO", "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "NOTEREF", "NUMCHARS"),
        *("NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "QUOTE", "REF", "REVNUM"),
        *("SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "SET", "SHAPE", "STYLEREF", "SUBJECT"),
        *("SYMBOL", "TA", "TC", "TEMPLATE", "TIME", "TITLE", "TOA", "TOC", "USERADDRESS"),
        *("USERINITIALS", "USERNAME", "XE"),
    )
)
MERGED = frozenset(
    (
        *("ADDRESSBLOCK", "GREETINGLINE", "MERGEBARCODE", "MERGEFIELD", "MERGEREC", "MERGESEQ"),
        *("NEXT", "NEXTIF", "SKIPIF"),
    )
)
ASKING = frozenset(("ASK", "FILLIN"))
RUNNING = frozenset(("MACROBUTTON", "ADDIN", "CONTROL", "HTMLCONTROL", "PRINT", "PRIVATE"))

# Elements of the settings that stay; all others stay behind. They are those of 17.15.1 that say how
# the document looks, counts or is protected, without those that lead out of it and without
# writeProtection: it guards the template, and Word would ask for its password at each document.
SETTINGS = frozenset(
    (
        *("view", "zoom", "removePersonalInformation", "removeDateAndTime"),
        *("doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText"),
        *("printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts"),
        *("embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins"),
        *("alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter"),
        *("gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors", "formsDesign"),
        *("stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "revisionView"),
        *("trackRevisions", "doNotTrackMoves", "doNotTrackFormatting", "documentProtection"),
        *("autoFormatOverride", "styleLockTheme", "styleLockQFSet", "defaultTabStop"),
        *("autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps"),
        *("showEnvelope", "summaryLength", "clickAndTypeStyle", "defaultTableStyle"),
        *("evenAndOddHeaders", "bookFoldRevPrinting", "bookFoldPrinting"),
        *("bookFoldPrintingSheets", "drawingGridHorizontalSpacing"),
        *("drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery"),
        *("displayVerticalDrawingGridEvery", "doNotUseMarginsForDrawingGridOrigin"),
        *("drawingGridHorizontalOrigin", "drawingGridVerticalOrigin", "doNotShadeFormData"),
        *("noPunctuationKerning", "characterSpacingControl", "printTwoOnOne"),
        *("strictFirstAndLastChars", "noLineBreaksAfter", "noLineBreaksBefore"),
        *(
            "savePreviewPicture",
            "doNotValidateAgainstSchema",
            "saveInvalidXml",
            "ignoreMixedContent",
        ),
        *("alwaysShowPlaceholderText", "doNotDemarcateInvalidXml", "updateFields"),
        *("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "mathPr"),
        *("themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats"),
        *("doNotAutoCompressPictures", "forceUpgrade", "captions", "shapeDefaults"),
        *("doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
        *("docId", "conflictMode", "chartTrackingRefBased", "defaultImageDpi"),
        *("discardImageEditingData", "persistentDocumentId"),
    )
)

# Elements that carry their content with them or run, whatever they point to → how Word calls them.
LIVE_ELEMENTS: Mapping[str, str] = {
    "altChunk": "een ander document dat wordt ingevoegd",
    "subDoc": "een subdocument",
    "object": "een ingevoegd object",
    "OLEObject": "een ingevoegd object",
    "objectEmbed": "een ingevoegd object",
    "objectLink": "een ingevoegd object",
    "control": "een ActiveX-besturingselement",
    "movie": "een film",
    "videoFile": "een video",
    "audioFile": "geluid",
    "wavAudioFile": "geluid",
    "quickTimeFile": "een video",
    "audioCd": "geluid",
    "webVideoPr": "een video van internet",
    "contentPart": "een handgeschreven tekening (inkt)",
    "model3d": "een 3D-model",
    "frameset": "een frame met een andere pagina",
    "externalData": "gegevens uit een ander bestand",
    "externalLink": "gegevens uit een ander bestand",
}
OWNED_ELEMENTS = frozenset(
    (
        *("object", "OLEObject", "objectEmbed", "movie", "videoFile", "audioFile", "wavAudioFile"),
        *("quickTimeFile", "audioCd", "contentPart", "model3d", "externalData"),
    )
)
# Elements that stay behind wherever they stand: links to data, macros and templates of elsewhere.
# Each may go without a word of the text going with it.
DROPPED_ELEMENTS = frozenset(
    ("fldData", "entryMacro", "exitMacro", "dataBinding", "printerSettings", "imgProps")
)

# Attributes that hold an address, by local name, whatever element they stand at.
ADDRESSES = frozenset(
    (
        *("src", "href", "althref", "url", "codebase", "classid", "background", "invalidUrl"),
        *("moniker", "sourceUrl", "embeddedHtml", "schemaLocation", "base", "macro", "onclick"),
        *("noNamespaceSchemaLocation", "manifestLocation"),
    )
)
# Attributes that stay behind: a drawing packed in an attribute, with relationships of its own.
DROPPED_ATTRIBUTES = frozenset(("{urn:schemas-microsoft-com:office:office}gfxdata",))
# Attributes with words that a person typed; an address in them is read and never followed.
TEXTS = frozenset(("descr", "title", "name", "alt", "tooltip", "string", "caption", "description"))
