"""The parts of a document that are swept, and what is found in them."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Place(StrEnum):
    """Where in a file a text stands; the value is what files and JSON say."""

    TEXT = "text"
    TABLE = "table"
    TEXT_BOX = "text_box"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    COMMENT = "comment"
    INSERTED = "inserted"
    DELETED = "deleted"
    FORMATTED = "formatted"
    PROPERTIES = "properties"
    ALTERNATIVE_TEXT = "alternative_text"
    LINK = "link"
    FIELD = "field"
    BOOKMARK = "bookmark"
    FORM = "form"
    HIDDEN = "hidden"
    CHART = "chart"
    EMBEDDED = "embedded"
    PICTURE = "picture"
    CUSTOM = "custom"
    SETTINGS = "settings"
    ANNOTATION = "annotation"
    ATTACHMENT = "attachment"
    LAYER = "layer"
    OUTLINE = "outline"
    EARLIER_VERSION = "earlier_version"
    FILE_NAME = "file_name"


class Kind(StrEnum):
    """What was found; the value is what the database, files and JSON say."""

    NAME = "name"
    DATE = "date"
    AGE = "age"
    POSTCODE = "postcode"
    ADDRESS = "address"
    SCHOOL = "school"
    PLACE = "place"
    TELEPHONE = "telephone"
    EMAIL = "email"
    ACCOUNT = "account"
    NHS_NUMBER = "nhs_number"
    PUPIL_NUMBER = "pupil_number"
    NATIONAL_INSURANCE = "national_insurance"
    REFERENCE = "reference"
    VEHICLE = "vehicle"
    AUTHOR = "author"
    PATH = "path"
    TRACKED = "tracked"
    COMMENT = "comment"
    HIDDEN = "hidden"
    CARRIED = "carried"
    SMALL_NUMBER = "small_number"
    RARE = "rare"


KINDS = {
    Kind.NAME: "Name",
    Kind.DATE: "Date",
    Kind.AGE: "Age",
    Kind.POSTCODE: "Postcode",
    Kind.ADDRESS: "Address",
    Kind.SCHOOL: "School",
    Kind.PLACE: "Named place",
    Kind.TELEPHONE: "Telephone number",
    Kind.EMAIL: "E-mail address",
    Kind.ACCOUNT: "Account or web address",
    Kind.NHS_NUMBER: "NHS number",
    Kind.PUPIL_NUMBER: "Unique pupil number",
    Kind.NATIONAL_INSURANCE: "National Insurance number",
    Kind.REFERENCE: "Case reference",
    Kind.VEHICLE: "Vehicle registration",
    Kind.AUTHOR: "Who wrote the file",
    Kind.PATH: "Folder of a computer",
    Kind.TRACKED: "Tracked change",
    Kind.COMMENT: "Comment",
    Kind.HIDDEN: "Hidden text",
    Kind.CARRIED: "Carried along",
    Kind.SMALL_NUMBER: "Small number",
    Kind.RARE: "Rare combination",
}


class Sure(IntEnum):
    """How sure a finding is: what the case itself holds, what reads like it, what may be."""

    POSSIBLE = 1
    LIKELY = 2
    CERTAIN = 3


@dataclass(frozen=True, kw_only=True)
class Part:
    """One text of a document: `where` says it for a reader ("paragraph 12"); cells of a row end with a tab."""

    place: Place
    where: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing found: its text as the draft has it, with the words around; `why` never gives a name.

    `start` is where it begins in its part, in letters.
    """

    kind: Kind
    place: Place
    where: str
    text: str
    around: str
    sure: Sure
    why: str
    start: int = 0
