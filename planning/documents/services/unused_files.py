"""Files that belong to no answer, neither as it is nor as it was."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import BooleanField, Exists, F, Func, OuterRef, TextField, Value
from django.db.models.functions import Cast

from planning.documents.models import Answer, AnswerBefore, AnswerBeside, DocumentFile

# Words that could not be saved are held for a day, and may still bring their file along.
KEPT_ANYHOW = timedelta(days=2)
# Which answers have held a file never becomes less: looking at it for a week is enough.
LOOKED_AT = timedelta(days=9)
AT_ONCE = 100


# A path in lax mode, the usual one, looks at one object and at a list of them alike.
PLACES = "$[*].file ? (@ == $held)"


def forget_unused_files(*, at: datetime) -> int:
    """Remove uploads that no answer holds, with what lies in storage. Gives how many.

    A file that was replaced or taken away stays with the answer as it was before: nothing of a person's is
    thrown away behind their back, and its owner still opens it.
    """
    named = Func(Value("held"), Cast(OuterRef("uuid"), TextField()), function="jsonb_build_object")
    holds = Func(F("value"), Value(PLACES), named, function="jsonb_path_exists", output_field=BooleanField())
    files = DocumentFile.objects.filter(uploaded_at__gte=at - LOOKED_AT, uploaded_at__lt=at - KEPT_ANYHOW)
    for rows, document in ((Answer, "document"), (AnswerBeside, "document"), (AnswerBefore, "answer__document")):
        here = rows.objects.filter(**{document: OuterRef("document")}, value__isnull=False)
        files = files.exclude(Exists(here.filter(holds)))
    found = list(files[:AT_ONCE])
    for file in found:
        with transaction.atomic():
            file.delete()
            transaction.on_commit(partial(file.blob.storage.delete, str(file.blob.name)))
    return len(found)
