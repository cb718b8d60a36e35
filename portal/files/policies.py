"""Which files are taken. A refusal is a sentence that says what to do."""


class Refused(Exception):  # noqa: N818 - a refusal, not a fault
    """A file that is not kept; `reason` can be read by whoever chose it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


MOST_BYTES = 10 * 1024 * 1024
# About 50 megapixels: more than any phone takes, and far less than what fills a machine's memory.
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 3000
# What a Word file may unpack to. A long one with pictures has a tenth of that.
MOST_UNPACKED = 200 * 1024 * 1024
LONGEST_NAME = 150

# What pictures become: a camera's formats turn into JPEG, drawings and screenshots stay sharp as PNG.
PICTURES = {
    "image/jpeg": ("JPEG", "image/jpeg", ".jpg"),
    "image/heic": ("JPEG", "image/jpeg", ".jpg"),
    "image/heif": ("JPEG", "image/jpeg", ".jpg"),
    "image/png": ("PNG", "image/png", ".png"),
    "image/gif": ("PNG", "image/png", ".png"),
    "image/webp": ("WEBP", "image/webp", ".webp"),
}
# Kept as they are, and always handed out as a download.
ATTACHMENTS = {
    "application/pdf": (".pdf",),
    "application/msword": (".doc",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "audio/mpeg": (".mp3",),
    "audio/mp4": (".m4a",),
    "audio/x-wav": (".wav",),
    "audio/ogg": (".ogg", ".oga", ".opus"),
    "audio/aac": (".aac",),
    "audio/webm": (".weba",),
}
SOUND = frozenset(kind for kind in ATTACHMENTS if kind.startswith("audio/"))
# Pictures that were drawn anew, and sound, in which a browser runs nothing. All else is a download.
SHOWN_IN_PAGES = frozenset({"image/jpeg", "image/png", "image/webp"}) | SOUND

EMPTY = "This file is empty. Choose another one."
TOO_LARGE = "This file is too large. Choose one that is smaller than 10 MB."
TOO_MANY_PIXELS = "This picture is too large to open. Choose a smaller one, or take a photo of it."
BROKEN = "We could not open this picture. It may be damaged. Choose another one, or take the photo again."
NOT_A_PHOTO = "Choose a photo or a picture: a file that ends in jpg, png, gif, webp or heic."
NOT_SOUND = "Choose a recording: a sound file that ends in mp3, m4a, wav, ogg or webm."
NOT_TAKEN = "We cannot keep this kind of file. Choose a photo, a PDF, a Word file or a recording."
DRAWING_OR_PAGE = (
    "We cannot keep drawings or web pages, because they can hold hidden commands. Save it as a PDF or a photo first."
)
PROGRAM = "This looks like a program. For safety we do not keep programs. Choose a photo, a PDF or a Word file."
STARTS_A_PROGRAM = (
    "This PDF wants to start a program on the device of whoever opens it. Print it into a new PDF, and choose that one."
)
SWELLS = "This file unpacks to far more than it seems. Open it, save it again under a new name, and choose that one."
MACROS = "This Word file holds a small program (a macro). Save it as a plain Word file or a PDF first."
