"""One copy of the plan, in a process of its own. Prints one line of JSON: seconds of the processor,
and the most memory in MB."""

import json
import resource
import tempfile
import time
from dataclasses import replace
from typing import IO

from django.template.loader import render_to_string
from django.utils import timezone

from planning.documents.models import Document
from planning.exports.copies import Order, paper_for, write_copy
from planning.exports.enums import Form, Parts
from planning.exports.paper import Block, Picture, Words

BARE = "bare"


def main(form: str, uuid: str) -> None:
    """form: one of planning.exports.enums.Form, or "bare": the same page through WeasyPrint and nothing else."""
    document = Document.objects.select_related("owner", "question_set_version").get(uuid=uuid)
    chosen = Form.PDF if form == BARE else Form(form)
    order = Order(document, None, document.owner, chosen, Parts.ALL, timezone.now())
    began = time.process_time()
    with tempfile.TemporaryFile() as out:
        if form == BARE:
            _bare(order, out)
        else:
            write_copy(order, order.reading(), out)
        size = out.tell()
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": peak, "size": size}))


def _bare(order: Order, out: IO[bytes]) -> None:
    """No tags, no letters of our own, no stylesheet; pictures as small as ours, in the page itself."""
    import weasyprint

    paper = paper_for(order, order.reading())
    blocks = [_without_addresses(block) for block in paper.blocks]
    page = render_to_string("planning/exports/pdf.html", {"paper": replace(paper, blocks=blocks), "embed": False})
    weasyprint.HTML(string=page).write_pdf(out)


def _without_addresses(block: Block) -> Block:
    if not isinstance(block, Words):
        return block
    return replace(block, blocks=[replace(b, url="") if isinstance(b, Picture) else b for b in block.blocks])
