"""How what happens with questions about spending reads in “who looked”."""

from portal.audit.presenters import say

say(
    {
        "spending asked": "asked what the money may be spent on",
        "spending opened": "opened a question about spending",
        "spending answered": "answered a question about spending",
        "spending answer ended": "said that an answer about spending counts no longer, from then on",
        "spending answer taken back": "took back an answer about spending before it was given",
        "spending conflict flagged": "wrote an answer about spending that does not fit an earlier one",
        "spending conflict opened": "opened two answers about spending that do not fit together",
        "spending conflict settled": "decided between answers about spending",
        "spending guidance written": "wrote down an answer about spending for others, without your name",
        "spending guidance opened": "read an answer about spending that may help others, without your name",
        "spending guidance checked": "checked that an answer about spending does not tell whose it is",
        "spending guidance agreed": "agreed that an answer about spending may help others",
        "spending guidance refused": "said no to an answer about spending being shown to others",
    }
)
