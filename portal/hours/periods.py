"""What a constraint of the database needs to keep two periods of one person apart, without any extension."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import Func


class Period(Func):
    """From the first moment until just before the second."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Same(Func):
    """A one-number range: lets an exclusion constraint compare ids."""

    function = "INT8RANGE"
