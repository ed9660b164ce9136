"""What is said to whoever sent something that is not taken: one sentence each, with what to do."""

EMPTY = "The file is empty."
OTHER = (
    "The file is neither a spreadsheet nor a CSV file: save the table as .xlsx, .ods or .csv, "
    "and send that."
)
PICTURE = (
    "This is a photograph or picture of a page: send the spreadsheet that the page was printed "
    "from, or type its figures into the template."
)
PDF = (
    "This is a PDF: send the spreadsheet that it was made from, or type its figures into the "
    "template."
)
WORD = "This is a text document: copy its table into a spreadsheet, save it as .xlsx and send that."
SLIDES = "This is a presentation: send the spreadsheet that its figures come from."
WEB = (
    "This is a web page or XML file, whatever its name says: open it in Excel or LibreOffice, "
    "save it as .xlsx and send that."
)
MAIL = "This is an e-mail: save the spreadsheet that came with it, and send that."
PACKED = "This is a compressed folder: unpack it, and send the spreadsheet that lies in it."
BINARY = "This is a binary Excel workbook (.xlsb): save it as .xlsx and send that."
NUMBERS = "This is an Apple document: export it as an Excel workbook (.xlsx) and send that."
PROGRAM = "This is a program and not a spreadsheet: it was not opened."
TOO_OLD = "This Excel file is of a version before 1997: save it as .xlsx and send that."
LOCKED = "The file is locked with a password: save a copy without one and send that."
MACROS = "The file holds macros: save it as an ordinary .xlsx workbook."
LINKED = "The file draws on other files: save a copy that holds its own numbers only."
EMBEDDED = (
    "The file has other files or objects embedded in it: take them out, or save its table as CSV."
)
ENTITIES = (
    "The file holds instructions that spreadsheet programs do not write: open it in Excel or "
    "LibreOffice, save it as .xlsx and send that."
)
TOO_LARGE = (
    "The file unpacks to more than a spreadsheet of figures can be: send only its own table."
)
DAMAGED = "The file cannot be read as a spreadsheet: open it, save it again as .xlsx and send that."
LETTERS = (
    "The letters of the file cannot be read: save it as CSV UTF-8, or as .xlsx, and send that."
)
SIGNS = (
    "The file holds signs that no text has (as zero bytes): something damaged it. Save it again as "
    ".xlsx or CSV UTF-8, and send that."
)
OPEN_QUOTE = (
    "A quotation mark that begins a cell in row {row} is never closed, so that all that follows it "
    "counts as one cell: close it, or take it out."
)
CSV_DAMAGED = "The file cannot be read as a CSV file: save it again as .xlsx and send that."
