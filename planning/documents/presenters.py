"""How what happens to a document reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "document opened": "opened your document",
        "document shared": "shared your document",
        "document begun": "began a document for you",
        "document renamed": "gave your document another name",
        "answer changed": "changed an answer",
        "step marked": "marked a step",
        "audience chosen": "chose who can see an answer",
        "share changed": "changed what somebody may do with your document",
        "share stopped": "stopped sharing your document",
        "file added": "added a file",
        "file opened": "opened a file",
        "heading added": "added a heading",
        "heading moved": "moved a heading",
        "heading renamed": "renamed a heading",
        "heading taken out": "took a heading out",
        "heading put back": "put a heading back",
        "question added": "added a question",
        "question moved": "moved a question",
        "question renamed": "renamed a question",
        "question taken out": "took a question out",
        "question put back": "put a question back",
        "newer questions accepted": "took over the newer questions",
        "newer questions declined": "kept the questions as they were",
        "words beside used": "used words that somebody wrote beside an answer",
        "version opened": "opened a version of your document",
        "document deleted": "deleted your document",
        "document put back": "put your document back",
        "document removed": "removed for good what you had deleted 30 days before",
        "went back": "went back to an earlier version",
        "version kept": "kept a version of your document",
        "words beside declined": "said no thank you to words beside an answer",
    }
)
