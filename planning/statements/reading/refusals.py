"""Why a whole file is not read. Each is a sentence that says what to do."""


class Unreadable(Exception):  # noqa: N818 - a refusal, not a fault
    """A file that is not read at all; `reason` can be read by whoever chose it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


MOST_BYTES = 12 * 1024 * 1024
MOST_LINES = 60_000
LONGEST_LINE = 20_000

EMPTY = "There is nothing in this file. Choose another one."
TOO_LARGE = "This file is larger than 12 MB. Ask your bank for a shorter time, and bring in one after the other."
TOO_MANY = "There are more than 60,000 lines in this file. Ask your bank for a shorter time."
SPREADSHEET = (
    "This is a spreadsheet and not a CSV file. Open it, choose “Save as” or “Download as”, then CSV. "
    "Bring in that file."
)
PACKED = "This is a packed folder and not a CSV file. Open it, and choose the CSV file that is in it."
PDF = (
    "This is a PDF. We can only read a CSV file. Your bank’s website can give you one: look for “Export” or “Download”."
)
PICTURE = "This is a picture. We can only read a CSV file, which your bank’s website can give you."
WEB_PAGE = "This is a web page and not a CSV file. On your bank’s website, look for “Export” or “Download”, then CSV."
OTHER_FORMAT = "This file is made for a money program (OFX, QIF or XML). Ask your bank for a CSV file."
NOT_TEXT = "We cannot read this file. It may be damaged, or not a CSV file. Ask your bank for it again."
NO_PAYMENTS = (
    "We could not find any payments in this file. A line needs a day and a sum of money. "
    "Check that it is the CSV file of your account."
)
