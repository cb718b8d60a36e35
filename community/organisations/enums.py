"""Fixed choices of the directory."""

from django.db.models import TextChoices


class Taxonomy(TextChoices):
    """Which list a term belongs to: HSDS calls it a taxonomy."""

    HELP = "help", "Kind of help"
    AUDIENCE = "audience", "Who it is for"
    LANGUAGE = "language", "Language"
    ACCESS = "access", "Access"


class Room(TextChoices):
    """Whether an organisation can take somebody on now."""

    OPEN = "open", "There is room now"
    WAITING = "waiting", "There is a wait"
    FULL = "full", "There is no room now"
    UNKNOWN = "unknown", "We do not know"


class Profits(TextChoices):
    """Whether an organisation could earn by what somebody plans with its help."""

    NO = "no", "No, we could not"
    YES = "yes", "Yes, we could"


class AssuredFor(TextChoices):
    """For whom somebody looked over an entry and found it right."""

    ORGANISATION = "organisation", "the organisation itself"
    COUNCIL = "council", "the council"


class Part(TextChoices):
    """What somebody is to an organisation."""

    COORDINATOR = "coordinator", "Coordinator"
    VOLUNTEER = "volunteer", "Volunteer or peer supporter"
    SAFEGUARDING = "safeguarding", "Safeguarding lead"


class PlaceKind(TextChoices):
    """What a place is called by."""

    TOWN = "town", "Town or village"
    DISTRICT = "district", "Postcode district"
    AREA = "area", "Postcode area"
