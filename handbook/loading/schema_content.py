"""The files of `inhoud/` and of packs → JSON Schema, for help in an editor."""

from collections.abc import Iterable, Mapping

from handbook.loading.own_documents import FILE
from handbook.loading.packs.pack_reading import RETIRED
from handbook.loading.schema import limit_schema, named_by_others
from handbook.loading.schema_records import Schema, names_schema, record_schema
from handbook.model.common.base_record import Written
from handbook.model.sources.content import Form, Procedure, Proposals, Roles, Terms
from handbook.model.sources.library import Library
from handbook.model.sources.norm import Norm, PackHead
from handbook.model.sources.own_document import OwnDocuments
from handbook.model.sources.reference import Glossary, Laws, ServiceKinds
from handbook.model.sources.retired import RetiredIds

_DRAFT: Schema = {"$schema": "http://json-schema.org/draft-07/schema#"}
# Each kind of file: its record, and where files of it stand, in a folder with content or a pack.
_CONTENT: Mapping[str, tuple[type[Written], str]] = {
    "procedure": (Procedure, "procedures/*.yaml"),
    "formulier": (Form, "formulieren/*.yaml"),
    "rollen": (Roles, "rollen.yaml"),
    "termen": (Terms, "termen.yaml"),
    "voorstellen": (Proposals, "voorstellen.yaml"),
    "wetten": (Laws, "wetten.yaml"),
    "begrippen": (Glossary, "begrippen.yaml"),
    "dienstsoorten": (ServiceKinds, "dienstsoorten.yaml"),
}
# What an organisation alone has, and no pack.
_OWN: Mapping[str, tuple[type[Written], str]] = {"documenten": (OwnDocuments, FILE)}
_PACK: Mapping[str, tuple[type[Written], str]] = {
    "pakket": (PackHead, "pack.yaml"),
    "norm": (Norm, "norm.yaml"),
    "vervallen": (RetiredIds, RETIRED),
}
_HOMES = ("organisations/*/inhoud", "packs/*")
# Keys that name one thing, and that list several; those of a condition alone at the end.
_ONE = {"rol": "een rol", "eigenaar": "een rol", "wet": "een wet"}
_SEVERAL = {
    "raadplegen": "een rol",
    "informeren": "een rol",
    "los_van": "een rol",
    "dekt": "een onderwerp",
    "formulieren": "een formulier",
}
_OF_CONDITION = {
    "onderdelen": "een onderdeel",
    "activiteiten": "een activiteit",
    "kenmerken": "een kenmerk",
    "onderwerpen": "een onderwerp",
}
# Of a limit that is one's own choice a reader must know how long it is; a law says it its own way.
_OWN_LIMIT: Schema = {
    "if": {"properties": {"aard": {"const": "eigen"}}},
    "then": {"properties": {"termijn": limit_schema()}},
    "else": {
        "if": {"properties": {"aard": {"const": "wet"}}, "required": ["aard"]},
        "then": {
            "required": ["wet"],
            "errorMessage": "'wet' ontbreekt. Een termijn van aard wet noemt de wet.",
        },
    },
}


def content_schemas(library: Library, own: Library) -> Mapping[str, Schema]:
    """Return the JSON Schema of each kind of file, by its name, with the names that are known."""
    named = _names(library, own)

    def fill(_: str, record: Schema) -> None:
        if "bestand" in record["properties"]:
            _fill_own(record["properties"], named)
            return
        _fill(record["properties"], named)
        if {"onderwerp", "kop"} <= set(record["properties"]):
            record["properties"]["onderwerp"] |= named["een onderwerp"]
        if {"termijn", "aard"} <= set(record["properties"]):
            record |= _OWN_LIMIT

    models = {name: model for name, (model, _) in {**_CONTENT, **_OWN, **_PACK}.items()}
    return {name: {**_DRAFT, **record_schema(model, fill)} for name, model in models.items()}


def places_of() -> Mapping[str, tuple[str, ...]]:
    """Return where files of each kind stand, from the working folder."""
    content = {
        name: tuple(f"{home}/{place}" for home in _HOMES) for name, (_, place) in _CONTENT.items()
    }
    own = {name: (f"{_HOMES[0]}/{place}",) for name, (_, place) in _OWN.items()}
    packs = {name: (f"packs/*/{place}",) for name, (_, place) in _PACK.items()}
    return {**content, **own, **packs}


def _names(library: Library, own: Library) -> Mapping[str, Schema]:
    """Return the schema of a name of each family in `library`, and in `own`."""
    known: Mapping[str, tuple[dict[str, str], Iterable[str]]] = {
        "een rol": ({each.id: each.function for each in library.roles.values()}, own.roles),
        "een wet": ({each.id: each.name for each in library.laws.values()}, own.laws),
        "een formulier": ({each.id: each.title for each in library.forms.values()}, own.forms),
        "een document": (_documents(library), ()),
        "een onderwerp": ({each.id: each.title for each in library.topics.values()}, ()),
        "een onderdeel": ({each.code: each.title for each in library.parts.values()}, ()),
        "een activiteit": ({each.id: each.title for each in library.activities.values()}, ()),
        "een kenmerk": ({each.id: each.title for each in library.characteristics.values()}, ()),
    }
    return {
        thing: names_schema(named_by_others(names, others).items(), thing)
        for thing, (names, others) in known.items()
    }


def _documents(library: Library) -> dict[str, str]:
    """Return the documents that one of her own may take the place of, with their titles."""
    procedures = {each.id: each.title for each in library.procedures.values()}
    return procedures | {each.id: each.title for each in library.forms.values()}


def _fill(fields: dict[str, Schema], named: Mapping[str, Schema]) -> None:
    """Put names where a record uses them, in place."""
    for key, thing in _ONE.items():
        if key in fields:
            fields[key] = {**fields[key], **named[thing]}
    conditional = _OF_CONDITION if "een_van" in fields else {}
    for key, thing in {**_SEVERAL, **conditional}.items():
        if key in fields:
            fields[key]["items"] = named[thing]


def _fill_own(fields: dict[str, Schema], named: Mapping[str, Schema]) -> None:
    """Put names where a document of her own uses them; its owner may be any function."""
    fields["activiteiten"]["items"] = named["een activiteit"]
    fields["vervangt"]["items"] = named["een document"]
    topic = fields["dekt"]["items"]
    # A topic may stand alone, or with the heading under which it is treated.
    fields["dekt"]["items"] = {
        "if": {"type": "string"},
        "then": named["een onderwerp"],
        "else": topic,
    }
