"""What can be done with documents. Each verb checks, writes and records in one transaction."""

from planning.documents.services.deletion import delete_document, put_back, remove_deleted_documents
from planning.documents.services.documents import (
    accept_newer_questions,
    create_document,
    decline_newer_questions,
    open_document,
    open_file,
    rename_document,
)
from planning.documents.services.going_back import go_back
from planning.documents.services.own_parts import (
    add_heading,
    add_question,
    begin_heading,
    move_heading,
    move_question,
    remove_heading,
    remove_question,
    rename_heading,
    rename_question,
    restore_heading,
    restore_question,
)
from planning.documents.services.sharing import (
    change_share,
    decline_words_beside,
    leave_parts_out,
    set_audience,
    set_audiences,
    share_with_helper,
    share_with_named_worker,
    share_with_supporter,
    stop_sharing,
    use_words_beside,
)
from planning.documents.services.unused_files import forget_unused_files
from planning.documents.services.versions import keep_version, open_version, open_version_file

__all__ = [
    "accept_newer_questions",
    "add_heading",
    "add_question",
    "begin_heading",
    "change_share",
    "create_document",
    "decline_newer_questions",
    "decline_words_beside",
    "delete_document",
    "forget_unused_files",
    "go_back",
    "keep_version",
    "leave_parts_out",
    "move_heading",
    "move_question",
    "open_document",
    "open_file",
    "open_version",
    "open_version_file",
    "put_back",
    "remove_deleted_documents",
    "remove_heading",
    "remove_question",
    "rename_document",
    "rename_heading",
    "rename_question",
    "restore_heading",
    "restore_question",
    "set_audience",
    "set_audiences",
    "share_with_helper",
    "share_with_named_worker",
    "share_with_supporter",
    "stop_sharing",
    "use_words_beside",
]
